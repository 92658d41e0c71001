package io.infer4j.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.infer4j.InferenceException;
import io.infer4j.LoadOptions;
import io.infer4j.OptimizationLevel;
import java.util.Map;

/** Load options: they reach the runtime, or are refused. */
interface OptionRules {
  private static void runs(Subject subject, LoadOptions options) {
    Subject.checkAll(subject.load("mlp", options), Fixture.of("mlp"));
  }

  @Rule(
      id = "OPT-01",
      says = "Any number of threads gives the right result.",
      lookAt = "how load() passes LoadOptions.threads() on; 0 is the runtime's choice",
      fixtures = "mlp")
  default void anyNumberOfThreadsRuns(Subject subject) {
    for (int threads : new int[] {0, 1, 2, 5}) {
      runs(subject, subject.options().withThreads(threads));
    }
  }

  @Rule(
      id = "OPT-02",
      says = "Each optimisation level gives the right result.",
      lookAt = "how load() passes LoadOptions.optimization() on",
      fixtures = "mlp")
  default void eachOptimizationLevelRuns(Subject subject) {
    for (OptimizationLevel level : OptimizationLevel.values()) {
      runs(subject, subject.options().withOptimization(level));
    }
  }

  @Rule(
      id = "OPT-03",
      says = "Low memory gives the right result.",
      lookAt = "how load() passes LoadOptions.lowMemory() on",
      fixtures = "mlp")
  default void lowMemoryRuns(Subject subject) {
    runs(subject, subject.options().withLowMemory());
  }

  @Rule(
      id = "OPT-04",
      says = "An unknown option is refused, naming it and the engine.",
      lookAt = "options(): its keys are those that load() understands, and no others",
      fixtures = "mlp")
  default void anUnknownOptionIsRefused(Subject subject) {
    String name = subject.engine().name();
    LoadOptions options = subject.options().withOption(name, "no_such_option", "1");
    assertThatThrownBy(() -> subject.load("mlp", options).close())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no_such_option")
        .hasMessageContaining(name);
  }

  @Rule(
      id = "OPT-05",
      says = "A wrong value of an option is refused, naming the option and the value.",
      lookAt = "how load() reads the values of LoadOptions.options(name())",
      fixtures = "mlp",
      skipped = "where wrongOptions() gives none")
  default void aWrongValueIsRefused(Subject subject) {
    Map<String, String> wrong = subject.suite().wrongOptions();
    if (wrong.isEmpty()) {
      throw new Skip("wrongOptions() gives none");
    }
    assertThat(subject.engine().options()).containsKeys(wrong.keySet().toArray(new String[0]));
    wrong.forEach(
        (key, value) -> {
          LoadOptions options = subject.options().withOption(subject.engine().name(), key, value);
          assertThatThrownBy(() -> subject.load("mlp", options).close())
              .as("a load with %s=%s", key, value)
              .isInstanceOfAny(IllegalArgumentException.class, InferenceException.class)
              .hasMessageContaining(key)
              .hasMessageContaining(value);
        });
  }

  @Rule(
      id = "OPT-06",
      says = "An option for another engine has no effect.",
      lookAt = "which engine's options load() reads: those of name()",
      fixtures = "mlp")
  default void anOptionOfAnotherEngineHasNoEffect(Subject subject) {
    String other = subject.engine().name().equals("tflite") ? "onnxruntime" : "tflite";
    runs(subject, subject.options().withOption(other, "no_such_option", "1"));
  }

  @Rule(
      id = "OPT-07",
      says = "The engine is used when it is asked for by name.",
      lookAt = "name()",
      fixtures = "mlp")
  default void theEngineIsUsedByName(Subject subject) {
    runs(subject, subject.options().withEngine(subject.engine().name()));
  }

  @Rule(
      id = "OPT-08",
      says = "Options of one model have no effect on the next.",
      lookAt = "options that load() sets for the process and not for the model",
      fixtures = "mlp")
  default void optionsAreTheModelsOwn(Subject subject) {
    try (var plain = subject.load("mlp");
        var odd =
            subject.load("mlp", subject.options().withThreads(1).withAccelerators("unheard-of"))) {
      assertThat(odd.placement().requested()).containsExactly("unheard-of");
      assertThat(plain.placement().requested()).doesNotContain("unheard-of");
      try (var next = subject.load("mlp")) {
        assertThat(next.placement().toString()).isEqualTo(plain.placement().toString());
      }
    }
  }
}
