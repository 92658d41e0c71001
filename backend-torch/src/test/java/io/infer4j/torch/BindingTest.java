package io.infer4j.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.infer4j.DType;
import io.infer4j.InvalidInputException;
import io.infer4j.IoBinding;
import io.infer4j.Model;
import io.infer4j.RunFailedException;
import io.infer4j.Shape;
import io.infer4j.Tensor;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs over memory that is bound once, on one thread and on many, and what ends them. */
class BindingTest {
  @Test
  void declaredOutputsAreThereBeforeARunAndStay() {
    try (Model model = Models.load("mlp");
        IoBinding io = model.bind()) {
      FloatBuffer y = io.output("y").asFloats();
      Tensor x = Models.array("mlp_input");
      Tensor expected = Models.array("mlp_expected");
      for (int i = 0; i < 5; i++) {
        io.input("x").asFloats().put(0, x.slice(i, i + 1).toFloats());
        io.run();
        assertThat(y.get(1)).isEqualTo(expected.slice(i, i + 1).toFloats()[1]);
      }
    }
  }

  @Test
  void outputsOfUnknownShapeAreThereAfterARun() {
    Tensor x = Tensor.of(new float[] {1, 2}, 2);
    try (Model model = Models.load("dict");
        IoBinding io = model.bindTo(Map.of("x", x))) {
      assertThatThrownBy(() -> io.output("twice"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("only in a run");

      io.run();
      Tensor twice = io.output("twice");
      x.asFloats().put(0, 50);
      io.run();

      assertThat(io.output("twice")).isSameAs(twice);
      assertThat(twice.toFloats()).containsExactly(100, 4);
    }
  }

  @Test
  void anOutputThatIsNotThereIsNamed() {
    try (Model model = Models.load("mlp");
        IoBinding io = model.bind()) {
      assertThatThrownBy(() -> io.output("z"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("[y]");
    }
  }

  @Test
  void anInputOfUnknownDtypeNeedsATensor() {
    try (Model model = Models.load("mlp_bare")) {
      assertThatThrownBy(() -> model.bind(Shape.of(1, 4)))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("bindTo");
    }
  }

  @Test
  void shapesMayChangeByRebinding() {
    try (Model model = Models.load("mlp_dynamic");
        IoBinding io = model.bind(Shape.of(1, 4))) {
      io.run();
      io.rebind(Shape.of(3, 4));
      io.run();

      assertThat(io.output("y").shape()).isEqualTo(Shape.of(3, 3));
    }
  }

  @Test
  void anOutputOfDataDependentShapeIsReadAfterEachRun() {
    Tensor x = Tensor.of(new float[] {0, 1, 0, 2}, 4);
    try (Model model = Models.load("nonzero");
        IoBinding io = model.bindTo(Map.of("x", x))) {
      io.run();
      assertThat(io.output("y").toLongs()).containsExactly(1, 3);
      x.asFloats().put(0, 7);
      io.run();
      assertThat(io.output("y").toLongs()).containsExactly(0, 1, 3);
    }
  }

  @Test
  void aBindingStaysUsableAfterARunThatFailed() {
    Tensor x = Tensor.of(new float[] {-1}, 1);
    try (Model model = Models.load("throws");
        IoBinding io = model.bindTo(Map.of("x", x))) {
      assertThatThrownBy(io::run).isInstanceOf(RunFailedException.class);
      x.asFloats().put(0, 4);
      io.run();
      assertThat(io.output("y").toFloats()).containsExactly(4);
    }
  }

  @Test
  void outputsStayReadableAfterClose() {
    Tensor y;
    try (Model model = Models.load("mlp");
        IoBinding io = model.bind()) {
      io.run();
      y = io.output("y");
    }
    System.gc();
    assertThat(y.toFloats()).hasSize(3);
  }

  @Test
  void inputsAreKeptReachable() {
    try (Model model = Models.load("passthrough");
        IoBinding io = model.bindTo(Map.of("x", large()))) {
      for (int i = 0; i < 20; i++) {
        System.gc();
        io.run();
        assertThat(io.output("y").toFloats()).containsExactly(8, 9);
      }
    }
  }

  private static Tensor large() {
    return Tensor.of(new float[] {7, 8}, 2);
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 64})
  void manyThreadsRunOneModel(int threads) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try (Model model = Models.load("mlp_dynamic")) {
      Tensor x = Models.array("mlp_input");
      float[] expected = Models.array("mlp_expected").toFloats();
      List<Future<Integer>> wrong = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        int row = t % 5;
        wrong.add(pool.submit(() -> countWrong(model, x.slice(row, row + 1), expected, row)));
      }
      for (Future<Integer> each : wrong) {
        assertThat(each.get(60, TimeUnit.SECONDS)).isZero();
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private static int countWrong(Model model, Tensor x, float[] expected, int row) {
    int wrong = 0;
    try (IoBinding io = model.bindTo(Map.of("x", x))) {
      for (int i = 0; i < 500; i++) {
        io.run();
        float[] y = io.output("y").toFloats();
        for (int k = 0; k < 3; k++) {
          wrong += Math.abs(y[k] - expected[3 * row + k]) > 1e-5 ? 1 : 0;
        }
      }
    }
    return wrong;
  }

  @Test
  void closingDuringARunLetsItEnd() throws Exception {
    ExecutorService pool = Executors.newSingleThreadExecutor();
    try {
      Model model = Models.load("slow");
      Tensor x = Tensor.allocate(DType.FLOAT32, 256, 256);
      IoBinding io = model.bindTo(Map.of("x", x, "steps", Tensor.of(new long[] {200})));
      Tensor y = io.output("y");
      x.asFloats().put(0, 5);
      Future<?> run = pool.submit(io::run);
      while (!isRunning(io) && !run.isDone()) {
        Thread.onSpinWait();
      }
      model.close();
      run.get(60, TimeUnit.SECONDS);

      assertThat(y.asFloats().get(0)).isEqualTo(5);
      assertThatThrownBy(io::run).isInstanceOf(IllegalStateException.class);
    } finally {
      pool.shutdownNow();
    }
  }

  private static boolean isRunning(IoBinding io) {
    try {
      io.output("y");
      return false;
    } catch (IllegalStateException e) {
      return true;
    }
  }
}
