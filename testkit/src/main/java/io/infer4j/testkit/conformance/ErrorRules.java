package io.infer4j.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.infer4j.Capability;
import io.infer4j.DType;
import io.infer4j.InvalidInputException;
import io.infer4j.IoBinding;
import io.infer4j.Model;
import io.infer4j.ModelLoadException;
import io.infer4j.ModelSource;
import io.infer4j.RunFailedException;
import io.infer4j.Tensor;
import java.util.Arrays;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;

/** Words of errors: they name what it is about, what was expected and what came. */
interface ErrorRules {
  private static AbstractThrowableAssert<?, ? extends Throwable> refusal(
      Subject subject, String fixture, Map<String, Tensor> inputs) {
    try (Model model = subject.load(fixture)) {
      return assertThatThrownBy(() -> model.run(inputs)).isInstanceOf(InvalidInputException.class);
    }
  }

  private static Tensor pair() {
    return Tensor.allocate(DType.FLOAT32, 2, 3);
  }

  @Rule(
      id = "ERR-01",
      says = "An unknown input is named, and a near name suggested.",
      lookAt = "RuntimeModel.inputs(): the names that the message draws on",
      fixtures = "add_sub")
  default void anUnknownInputIsNamed(Subject subject) {
    refusal(subject, "add_sub", Map.of("a", pair(), "B", pair()))
        .hasMessageContaining("input 'B'")
        .hasMessageContaining("did you mean 'b'?");
  }

  @Rule(
      id = "ERR-02",
      says = "A missing input is named.",
      lookAt = "RuntimeModel.inputs(): none of the fixtures' is optional",
      fixtures = "add_sub")
  default void aMissingInputIsNamed(Subject subject) {
    refusal(subject, "add_sub", Map.of("a", pair())).hasMessageContaining("input 'b'");
  }

  @Rule(
      id = "ERR-03",
      says = "An input too many is named.",
      lookAt = "RuntimeModel.inputs()",
      fixtures = "add_sub")
  default void anInputTooManyIsNamed(Subject subject) {
    refusal(subject, "add_sub", Map.of("a", pair(), "b", pair(), "mask", pair()))
        .hasMessageContaining("input 'mask'");
  }

  @Rule(
      id = "ERR-04",
      says = "One tensor for a model of several inputs is refused with their names.",
      lookAt = "RuntimeModel.inputs()",
      fixtures = "add_sub")
  default void oneTensorForSeveralInputsIsRefused(Subject subject) {
    try (Model model = subject.load("add_sub")) {
      assertThatThrownBy(() -> model.run(pair()))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("[a, b]");
    }
  }

  @Rule(
      id = "ERR-05",
      says = "A wrong dtype is refused with the input, the dtype expected and the one that came.",
      lookAt = "the dtypes in RuntimeModel.inputs()",
      fixtures = "add_sub",
      needs = Capability.STATIC_SPECS)
  default void aWrongDTypeIsNamed(Subject subject) {
    refusal(subject, "add_sub", Map.of("a", pair(), "b", Tensor.allocate(DType.FLOAT64, 2, 3)))
        .hasMessageContaining("input 'b'")
        .hasMessageContaining("float32")
        .hasMessageContaining("float64");
  }

  @Rule(
      id = "ERR-06",
      says = "A wrong rank is refused with the input, the shape expected and the one that came.",
      lookAt = "the shapes in RuntimeModel.inputs()",
      fixtures = "add_sub",
      needs = Capability.STATIC_SPECS)
  default void aWrongRankIsNamed(Subject subject) {
    refusal(subject, "add_sub", Map.of("a", pair(), "b", pair().reshape(6)))
        .hasMessageContaining("input 'b'")
        .hasMessageContaining("[2, 3]")
        .hasMessageContaining("[6]");
  }

  @Rule(
      id = "ERR-07",
      says =
          "A wrong dimension is refused with the input, the shape expected and the one that came.",
      lookAt = "the shapes in RuntimeModel.inputs()",
      fixtures = "add_sub",
      needs = Capability.STATIC_SPECS)
  default void aWrongDimensionIsNamed(Subject subject) {
    refusal(subject, "add_sub", Map.of("a", pair(), "b", pair().reshape(3, 2)))
        .hasMessageContaining("input 'b'")
        .hasMessageContaining("[2, 3]")
        .hasMessageContaining("[3, 2]");
  }

  @Rule(
      id = "ERR-08",
      says = "A wrong dimension beside an open one is refused.",
      lookAt = "the shapes in RuntimeModel.inputs(): what is fixed is told as fixed",
      fixtures = "mlp_batch",
      needs = {Capability.STATIC_SPECS, Capability.DYNAMIC_SHAPES})
  default void aWrongDimensionBesideAnOpenOneIsNamed(Subject subject) {
    String name = Fixture.of("mlp_batch").inputs().get(0).name();
    refusal(subject, "mlp_batch", Map.of(name, Tensor.allocate(DType.FLOAT32, 2, 9)))
        .hasMessageContaining("input '" + name + "'")
        .hasMessageContaining("[2, 9]");
  }

  @Rule(
      id = "ERR-09",
      says = "An unknown output is refused with the names that there are.",
      lookAt = "RuntimeModel.outputs()",
      fixtures = "add_sub")
  default void anUnknownOutputIsNamed(Subject subject) {
    Fixture fixture = Fixture.of("add_sub");
    try (Model model = subject.load("add_sub");
        IoBinding io = Subject.bind(model, fixture, 0)) {
      assertThatThrownBy(() -> io.output("sun"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("'sun'")
          .hasMessageContaining("sum");
    }
  }

  @Rule(
      id = "ERR-10",
      says = "A null among strings is refused, naming the input, and the next run is right.",
      lookAt = "RuntimeBinding.run(): check strings before native code sees them",
      fixtures = "identity_string",
      dtypes = DType.STRING)
  default void aNullStringIsRefused(Subject subject) {
    Fixture fixture = Fixture.of("identity_string");
    try (Model model = subject.load("identity_string");
        IoBinding io = Subject.bind(model, fixture, 0)) {
      io.input("x").asStrings().set(1, null);
      assertThatThrownBy(io::run)
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("input 'x'");
      fixture.write(1, io);
      io.run();
      fixture.check(1, io);
    }
  }

  @Rule(
      id = "ERR-11",
      says = "What the runtime fails at is said in words: no code, no C++ source, not twice.",
      lookAt = "what RuntimeBinding.run() makes of the runtime's message",
      fixtures = "gather")
  default void aFailedRunIsSaidInWords(Subject subject) {
    try (Model model = subject.load("gather")) {
      assertThatThrownBy(() -> model.run(Tensor.of(new long[] {7}, 1)))
          .isInstanceOf(RunFailedException.class)
          .satisfies(e -> isInWords(e));
    }
  }

  @Rule(
      id = "ERR-12",
      says = "After a failed run the model runs.",
      lookAt = "what a failed RuntimeBinding.run() leaves behind in the model",
      fixtures = "gather")
  default void aFailedRunLeavesTheModelUsable(Subject subject) {
    Fixture fixture = Fixture.of("gather");
    try (Model model = subject.load("gather")) {
      for (int index = 0; index < fixture.cases(); index++) {
        assertThatThrownBy(() -> model.run(Tensor.of(new long[] {7}, 1)))
            .isInstanceOf(RunFailedException.class);
        Subject.check(model, fixture, index);
      }
    }
  }

  @Rule(
      id = "ERR-13",
      says = "Why a model does not load is said in words: no code, no C++ source, not twice.",
      lookAt = "what load() makes of the runtime's message",
      fixtures = "mlp")
  default void aFailedLoadIsSaidInWords(Subject subject) {
    byte[] whole = subject.bytes("mlp");
    ModelSource half = ModelSource.of(Arrays.copyOf(whole, whole.length / 2));
    assertThatThrownBy(() -> subject.load(half).close())
        .isInstanceOf(ModelLoadException.class)
        .satisfies(e -> isInWords(e));
  }

  /** Neither empty nor a stack trace of C++ nor the same sentence again. */
  private static void isInWords(Throwable e) {
    String message = String.valueOf(e.getMessage());
    assertThat(message)
        .isNotBlank()
        .doesNotContainPattern("\\.(cc|cpp|h):\\d+")
        .doesNotContainPattern("\\bat [\\w.$]+\\([\\w.]+:\\d+\\)")
        .hasSizeLessThan(1000);
    String end = message.substring(message.length() * 2 / 3);
    assertThat(message.indexOf(end))
        .as("where the end of \"%s\" begins", message)
        .isEqualTo(message.length() - end.length());
  }
}
