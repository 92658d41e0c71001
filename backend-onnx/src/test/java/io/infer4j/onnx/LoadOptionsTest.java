package io.infer4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.infer4j.InvalidInputException;
import io.infer4j.LoadOptions;
import io.infer4j.Model;
import io.infer4j.ModelLoadException;
import io.infer4j.OptimizationLevel;
import io.infer4j.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options reach the runtime, or are refused. */
class LoadOptionsTest {
  @TempDir Path folder;

  private static Model load(LoadOptions options) {
    return Model.load(Models.path("mlp_dynamic.onnx"), options);
  }

  private static LoadOptions option(String key, String value) {
    return LoadOptions.defaults().withOption("onnxruntime", key, value);
  }

  private static void runs(LoadOptions options) {
    try (Model model = load(options)) {
      Tensor y = model.run(Models.npy("mlp_input.npy")).single();
      assertThat(y.shape().dims()).containsExactly(5, 3);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "execution_mode, parallel",
    "inter_op_threads, 2",
    "arena, false",
    "memory_pattern, false",
    "deterministic, true",
    "log_level, error",
    "session.intra_op.allow_spinning, 0",
    "session.set_denormal_as_zero, 1"
  })
  void anOptionRuns(String key, String value) {
    runs(option(key, value));
  }

  @Test
  void aFreeDimensionIsFixedAtLoad() {
    try (Model model = load(option("free_dimensions", "batch=2"))) {
      assertThat(model.input("x").shape().toString()).isEqualTo("[2, 4]");
      assertThatThrownBy(() -> model.run(Models.npy("mlp_input.npy")))
          .isInstanceOf(InvalidInputException.class);
    }
  }

  @Test
  void theOptimisedModelIsWritten() {
    Path optimised = folder.resolve("optimised.onnx");
    LoadOptions basic =
        option("optimized_model", optimised.toString()).withOptimization(OptimizationLevel.BASIC);
    load(basic).close();

    assertThat(optimised).isRegularFile();
    Model.load(optimised).close();
  }

  @Test
  void aProfileIsWritten() throws Exception {
    runs(option("profile", folder.resolve("profile").toString()));

    try (var files = Files.list(folder)) {
      assertThat(files).singleElement().asString().contains("profile").endsWith(".json");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "arena, maybe, 'one of true, false'",
    "execution_mode, both, 'one of sequential, parallel'",
    "inter_op_threads, -1, 'an integer, 0 or more'",
    "inter_op_threads, many, 'an integer, 0 or more'",
    "free_dimensions, batch, 'NAME=SIZE, separated by commas'",
    "device_id, gpu, 'an integer, 0 or more'"
  })
  void aWrongValueIsRefusedWithWhatIsTaken(String key, String value, String expected) {
    assertThatThrownBy(() -> load(option(key, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "option onnxruntime." + key + ": expected " + expected + ", got '" + value + "'");
  }

  @Test
  void aValueThatOnlyTheRuntimeCanRefuseIsRefused() {
    assertThatThrownBy(() -> load(option("session.graph_optimizations_loop_level", "banana")))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("Exception during initialization");
  }

  @Test
  void theCpuIsUsedWhereNothingIsAskedFor() {
    try (Model model = load(LoadOptions.defaults())) {
      assertThat(model.placement().used()).containsExactly("cpu");
      assertThat(model.placement().warnings()).isEmpty();
    }
  }
}
