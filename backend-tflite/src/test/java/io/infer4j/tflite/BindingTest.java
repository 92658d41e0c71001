package io.infer4j.tflite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.infer4j.DType;
import io.infer4j.InferenceException;
import io.infer4j.InvalidInputException;
import io.infer4j.IoBinding;
import io.infer4j.Model;
import io.infer4j.ModelSource;
import io.infer4j.RunFailedException;
import io.infer4j.Shape;
import io.infer4j.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Runs again and again over the same memory. */
class BindingTest {
  private static float[] dense(float... x) {
    return new float[] {x[0] + 2 * x[1] + 3 * x[2] + 0.5f, 4 * x[0] + 5 * x[1] + 6 * x[2] - 0.5f};
  }

  @Test
  void readsTheInputAsItIsAtEachRun() {
    try (Model model = Models.load("fc");
        IoBinding io = model.bind(Shape.of(1, 3))) {
      FloatBuffer x = io.input("feature").asFloats();
      Tensor y = io.output("score");
      for (int i = 0; i < 5; i++) {
        x.put(0, new float[] {i, 1, -i});
        io.run();

        assertThat(y.toFloats()).containsExactly(dense(i, 1, -i));
        assertThat(io.output("score")).isSameAs(y);
      }
    }
  }

  @Test
  void saysThatAnOutputIsKnownOnlyAfterARun() {
    try (Model model = Models.load("where_beside");
        IoBinding io = model.bind()) {
      assertThatThrownBy(() -> io.output("indices"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("output 'indices' has a shape that is known only after a run: run first");
    }
  }

  @Test
  void followsAnOutputWhoseShapeDependsOnTheData() {
    try (Model model = Models.load("where_beside");
        IoBinding io = model.bind()) {
      byte[][] inputs = {{1, 0, 1, 0}, {1, 1, 1, 1}, {0, 0, 0, 0}, {0, 0, 0, 1}};
      long[][] expected = {{0, 2}, {0, 1, 2, 3}, {}, {3}};
      for (int i = 0; i < inputs.length; i++) {
        io.input("x").asBytes().put(0, inputs[i]);
        io.run();

        assertThat(io.output("indices").toLongs()).containsExactly(expected[i]);
        assertThat(io.output("same").asBytes()).isEqualTo(ByteBuffer.wrap(inputs[i]));
      }
    }
  }

  @Test
  void leavesOutputsOfEarlierRunsAsTheyAreWhereShapesChange() {
    try (Model model = Models.load("where_beside");
        IoBinding io = model.bind()) {
      io.input("x").asBytes().put(0, new byte[] {1, 1, 0, 0});
      io.run();
      Tensor first = io.output("indices");
      io.input("x").asBytes().put(0, new byte[] {0, 0, 0, 1});
      io.run();

      assertThat(first.toLongs()).containsExactly(0, 1);
    }
  }

  @Test
  void readsStringsAsTheyAreAtEachRun() {
    try (Model model = Models.load("identity_string");
        IoBinding io = model.bind(Shape.of(2))) {
      io.input("x").asStrings().set(1, "b");
      io.run();
      assertThat(io.output("y").toStrings()).containsExactly("", "b");

      io.input("x").asStrings().set(0, "a much longer text than before");
      io.run();
      assertThat(io.output("y").toStrings()).containsExactly("a much longer text than before", "b");
    }
  }

  @Test
  void refusesANullAmongTheStrings() {
    try (Model model = Models.load("identity_string");
        IoBinding io = model.bind(Shape.of(2))) {
      io.input("x").asStrings().set(1, null);

      assertThatThrownBy(io::run)
          .isInstanceOf(InvalidInputException.class)
          .hasMessage("input 'x': expected strings, got a null");
    }
  }

  @Test
  void runsOverTheCallersMemory() {
    ByteBuffer memory = ByteBuffer.allocateDirect(12).order(ByteOrder.nativeOrder());
    try (Model model = Models.load("fc");
        IoBinding io = model.bindTo(Map.of("feature", Tensor.wrap(DType.FLOAT32, memory, 1, 3)))) {
      memory.putFloat(0, 1).putFloat(4, 2).putFloat(8, 3);
      io.run();

      assertThat(io.output("score").toFloats()).containsExactly(dense(1, 2, 3));
    }
  }

  @Test
  void keepsTheStateOfABindingFromRunToRunAndForNoOther() {
    try (Model model = Models.load("counter")) {
      for (int round = 0; round < 2; round++) {
        try (IoBinding io = model.bind();
            IoBinding other = model.bind()) {
          io.input("x").asFloats().put(0, 1);
          other.input("x").asFloats().put(0, 10);
          for (int i = 1; i < 4; i++) {
            io.run();
            other.run();
            assertThat(io.output("y").toFloats()).containsExactly(i);
            assertThat(other.output("y").toFloats()).containsExactly(10 * i);
          }
        }
      }
    }
  }

  @Test
  void rebindsToAnotherBatch() {
    try (Model model = Models.load("fc");
        IoBinding io = model.bind(Shape.of(1, 3))) {
      for (int rows = 40; rows >= 0; rows--) {
        io.rebind(Shape.of(rows, 3));
        for (int i = 0; i < rows * 3; i++) {
          io.input("feature").asFloats().put(i, i);
        }
        io.run();

        Tensor score = io.output("score");
        assertThat(score.shape().dims()).containsExactly(rows, 2);
        for (int row = 0; row < rows; row++) {
          assertThat(score.slice(row, row + 1).toFloats())
              .containsExactly(dense(3 * row, 3 * row + 1, 3 * row + 2));
        }
      }
    }
  }

  @Test
  void rebindsASignatureThatIsNotTheFirst() {
    try (Model model = Models.load("two_signatures", Models.option("signature", "times"));
        IoBinding io = model.bind(Map.of("left", Shape.of(2), "right", Shape.of(2)))) {
      for (int size : new int[] {2, 5, 1}) {
        io.rebind(Map.of("left", Shape.of(size), "right", Shape.of(size)));
        io.input("left").asFloats().put(size - 1, 3);
        io.input("right").asFloats().put(size - 1, size);
        io.run();

        assertThat(io.output("product").asFloats().get(size - 1)).isEqualTo(3 * size);
      }
    }
  }

  @Test
  void refusesShapesThatDoNotGoTogetherAndWorksOn() {
    try (Model model = Models.load("two_signatures");
        IoBinding io = model.bind(Map.of("lhs", Shape.of(2), "rhs", Shape.of(2)))) {
      assertThatThrownBy(() -> io.rebind(Map.of("lhs", Shape.of(3))))
          .hasMessageStartingWith("TensorFlow Lite refuses inputs of shapes [[3], [2]]: ");

      io.run();
      assertThat(io.output("total").toFloats()).containsExactly(0, 0);
    }
  }

  @Test
  void refusesADimensionBeyondTheRuntimes() {
    try (Model model =
        Model.load(ModelSource.ofResource(BindingTest.class, "models/reduce.tflite"))) {
      assertThatThrownBy(() -> model.bind(Shape.of(0, 3_000_000_000L)))
          .isInstanceOf(InferenceException.class)
          .hasMessage(
              "TensorFlow Lite refuses inputs of shapes [[0, 3000000000]]: no dimension can be"
                  + " greater than 2147483647");
    }
  }

  @Test
  void refusesToBindAnOpenShapeWithoutBeingToldIt() {
    try (Model model = Models.load("fc")) {
      assertThatThrownBy(model::bind)
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("expected a concrete shape in bind(...)");
    }
  }

  @Test
  void worksOnAfterAFailedRun() {
    try (Model model = Models.load("failing");
        IoBinding io = model.bind()) {
      for (int round = 0; round < 3; round++) {
        io.input("index").asInts().put(0, 99);
        assertThatThrownBy(io::run)
            .isInstanceOf(RunFailedException.class)
            .hasMessage(
                "TensorFlow Lite failed: gather index out of bounds Node number 0 (GATHER) failed"
                    + " to invoke.");

        io.input("index").asInts().put(0, 2);
        io.run();
        assertThat(io.output("y").toFloats()).containsExactly(30);
      }
    }
  }

  @Test
  void bindsSixtyFourInputsAndOutputs() {
    try (Model model = Models.load("many");
        IoBinding io = model.bind()) {
      for (int k = 0; k < 64; k++) {
        io.input("in_" + k).asFloats().put(0, 1);
      }
      io.run();
      for (int k = 0; k < 64; k++) {
        assertThat(io.output("out_" + k).toFloats()).containsExactly(k + 1);
      }
    }
  }

  @Test
  void passesTheOutputOfOneModelToTheNext() {
    try (Model first = Models.load("fc");
        Model second = Models.load("identity_float32");
        IoBinding head = first.bind(Shape.of(1, 3));
        IoBinding tail = second.bindTo(Map.of("x", head.output("score").reshape(2)))) {
      head.input("feature").asFloats().put(0, new float[] {1, 2, 3});
      head.run();
      tail.run();

      assertThat(tail.output("y").toFloats()).containsExactly(dense(1, 2, 3));
    }
  }
}
