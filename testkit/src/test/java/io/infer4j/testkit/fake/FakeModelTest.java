package io.infer4j.testkit.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.infer4j.DType;
import io.infer4j.InferenceEngines;
import io.infer4j.InvalidInputException;
import io.infer4j.IoBinding;
import io.infer4j.LoadOptions;
import io.infer4j.Model;
import io.infer4j.ModelLoadException;
import io.infer4j.RunCancelledException;
import io.infer4j.RunFailedException;
import io.infer4j.Shape;
import io.infer4j.Tensor;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A fake does what its test has written. */
class FakeModelTest {
  private final Tensor x = Tensor.of(new float[] {1, 2}, 2);

  private static FakeModel fake() {
    return FakeModel.create().input("x", DType.FLOAT32, 2).output("y", DType.FLOAT32, 2);
  }

  private static Tensor pair(float a, float b) {
    return Tensor.of(new float[] {a, b}, 2);
  }

  /** As in the Javadoc of FakeModel. */
  @Test
  void theExampleRuns() {
    FakeModel fake =
        FakeModel.create()
            .input("image", DType.FLOAT32, 1, 1, 2, 2)
            .output("scores", DType.FLOAT32, 1, 3)
            .answers(Tensor.of(new float[] {0.1f, 0.7f, 0.2f}, 1, 3))
            .answers(Tensor.of(new float[] {0.9f, 0.1f, 0.0f}, 1, 3))
            .failsAt(3, "out of memory")
            .takes(Duration.ofMillis(2));
    try (Model model = fake.load()) {
      Tensor image = Tensor.of(new float[] {1, 2, 3, 4}, 1, 1, 2, 2);
      assertThat(model.run(image).single().toFloats()).containsExactly(0.1f, 0.7f, 0.2f);
      assertThat(model.run(image).single().toFloats()).containsExactly(0.9f, 0.1f, 0.0f);
      assertThatThrownBy(() -> model.run(image))
          .isInstanceOf(RunFailedException.class)
          .hasMessage("out of memory");
    }
    assertThat(fake.received(1).get("image").toFloats()).containsExactly(1, 2, 3, 4);
  }

  @Test
  void theLastAnswerIsRepeated() {
    try (Model model = fake().answers(pair(1, 2)).answers(pair(3, 4)).load()) {
      model.run(x);
      model.run(x);
      assertThat(model.run(x).single().toFloats()).containsExactly(3, 4);
    }
  }

  @Test
  void aFailedRunUsesUpNoAnswer() {
    try (Model model = fake().answers(pair(1, 2)).failsAt(1, "not yet").load()) {
      assertThatThrownBy(() -> model.run(x)).hasMessage("not yet");
      assertThat(model.run(x).single().toFloats()).containsExactly(1, 2);
    }
  }

  @Test
  void answersAreComputedFromTheInputs() {
    FakeModel fake =
        fake().computes(in -> Map.of("y", pair(in.get("x").asFloats().get(0) * 10, 0)));
    try (Model model = fake.load()) {
      assertThat(model.run(pair(7, 0)).single().toFloats()).containsExactly(70, 0);
    }
  }

  @Test
  void withoutAnswersOutputsAreZeros() {
    try (Model model = fake().load()) {
      assertThat(model.run(x).single().toFloats()).containsExactly(0, 0);
    }
  }

  @Test
  void aBindingKeepsItsOutputTensor() {
    try (Model model = fake().answers(pair(5, 6)).load();
        IoBinding io = model.bind()) {
      Tensor y = io.output("y");
      io.run();
      assertThat(y.toFloats()).containsExactly(5, 6);
    }
  }

  @Test
  void answersOfAnOpenShapeMayDiffer() {
    FakeModel fake =
        FakeModel.create()
            .input("x", DType.FLOAT32, 2)
            .output("y", DType.STRING, Shape.DYNAMIC)
            .answers(Tensor.of(new String[] {"a"}, 1))
            .answers(Tensor.of(new String[] {"b", "c"}, 2));
    try (Model model = fake.load()) {
      assertThat(model.run(x).single().asStrings()).containsExactly("a");
      assertThat(model.run(x).single().asStrings()).containsExactly("b", "c");
    }
  }

  @Test
  void inputsAreCheckedAsByARealModel() {
    FakeModel fake = fake();
    try (Model model = fake.load()) {
      assertThatThrownBy(() -> model.run(Tensor.of(new float[3], 3)))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("input 'x': expected shape [2], got shape [3]");
    }
    assertThat(fake.runs()).isZero();
  }

  @Test
  void whatARunReceivedIsACopy() {
    FakeModel fake = fake();
    try (Model model = fake.load();
        IoBinding io = model.bind()) {
      io.input("x").asFloats().put(0, 1);
      io.run();
      io.input("x").asFloats().put(0, 2);
      io.run();
    }
    assertThat(fake.runs()).isEqualTo(2);
    assertThat(fake.received(1).get("x").asFloats().get(0)).isEqualTo(1);
    assertThat(fake.received(2).get("x").asFloats().get(0)).isEqualTo(2);
    assertThatThrownBy(() -> fake.received(3)).hasMessage("there is no run 3, there were 2");
  }

  @Test
  void anAnswerThatDoesNotFitIsNamed() {
    try (Model model = fake().answers(Tensor.of(new float[3], 3)).load()) {
      assertThatThrownBy(() -> model.run(x))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("answer for output 'y': expected float32[2], got float32[3]");
    }
  }

  @Test
  void aLoadFails() {
    FakeModel fake = fake().failsToLoadAt(1, "no such file");
    assertThatThrownBy(fake::load)
        .isInstanceOf(ModelLoadException.class)
        .hasMessage("no such file");
    fake.load().close();
    assertThat(fake.loads()).isEqualTo(2);
  }

  @Test
  void aLongRunIsCancelled() throws Exception {
    FakeModel fake = fake().takes(Duration.ofMinutes(5));
    try (Model model = fake.load();
        IoBinding io = model.bind()) {
      CompletableFuture<Void> run = CompletableFuture.runAsync(io::run);
      while (!io.cancel()) {
        Thread.sleep(1);
      }
      assertThatThrownBy(run::join).hasCauseInstanceOf(RunCancelledException.class);
    }
  }

  @Test
  void codeThatLoadsByItselfIsGivenTheEngine() {
    FakeModel fake = fake().answers(pair(8, 9));
    InferenceEngines engines = InferenceEngines.of(fake.engine());
    try (Model model = engines.load(fake.source(), LoadOptions.defaults())) {
      assertThat(model.run(x).single().toFloats()).containsExactly(8, 9);
    }
  }

  @Test
  void runsAreCountedFromOne() {
    assertThatThrownBy(() -> fake().failsAt(0, "never"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("it is counted from 1, got 0");
  }
}
