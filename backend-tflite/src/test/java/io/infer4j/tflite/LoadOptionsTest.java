package io.infer4j.tflite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.infer4j.EngineUnavailableException;
import io.infer4j.LoadOptions;
import io.infer4j.Model;
import io.infer4j.ModelLoadException;
import io.infer4j.OptimizationLevel;
import io.infer4j.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options reach the runtime, or are refused. */
class LoadOptionsTest {
  private static void runs(LoadOptions options) {
    try (Model model = Models.load("fc", options)) {
      assertThat(model.run(Tensor.of(new float[] {1, 2, 3}, 1, 3)).single().toFloats())
          .containsExactly(14.5f, 31.5f);
    }
  }

  @ParameterizedTest
  @CsvSource({"binding, desktop", "xnnpack, false", "xnnpack, true", "signature, serving_default"})
  void anOptionRuns(String key, String value) {
    runs(Models.option(key, value));
  }

  @Test
  void xnnpackRunsUnlessItIsSwitchedOff() {
    try (Model on = Models.load("fc");
        Model off = Models.load("fc", Models.option("xnnpack", "false"));
        Model none =
            Models.load("fc", LoadOptions.defaults().withOptimization(OptimizationLevel.NONE))) {
      assertThat(on.placement().used()).containsExactly("xnnpack", "cpu");
      assertThat(off.placement().used()).containsExactly("cpu");
      assertThat(none.placement().used()).containsExactly("cpu");
      assertThat(on.placement().warnings()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "xnnpack, maybe, 'one of true, false'",
    "binding, ios, 'one of desktop, android'",
    "signature, serve, 'one of [serving_default]'"
  })
  void aWrongValueIsRefusedWithWhatIsTaken(String key, String value, String expected) {
    assertThatThrownBy(() -> runs(Models.option(key, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("option tflite." + key + ": expected " + expected + ", got '" + value + "'");
  }

  @Test
  void aSignatureIsRefusedWhereThereAreNone() {
    assertThatThrownBy(() -> Models.load("convolution", Models.option("signature", "serve")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("convolution.tflite has no signatures, got 'serve'");
  }

  @Test
  void theAndroidBindingIsUnavailableOnTheDesktop() {
    assertThatThrownBy(() -> runs(Models.option("binding", "android")))
        .isInstanceOf(EngineUnavailableException.class)
        .hasMessageContaining("org.tensorflow:tensorflow-lite");
  }

  @ParameterizedTest
  @CsvSource({
    "failing, true, accelerator 'xnnpack' runs nothing of this model that the runtime tells of",
    "fc, false, 'accelerator ''xnnpack'' is off, by the option xnnpack or by the optimization"
        + " level'"
  })
  void xnnpackThatWasAskedForAndIsNotUsedIsNoted(String file, String on, String note) {
    LoadOptions wanted = Models.option("xnnpack", on).withAccelerators("xnnpack");
    try (Model model = Models.load(file, wanted)) {
      assertThat(model.placement().used()).containsExactly("cpu");
      assertThat(model.placement().warnings()).containsExactly(note);
    }
  }

  @ParameterizedTest
  @CsvSource({"fc, nnapi", "failing, xnnpack"})
  void strictPlacementRefusesAnAcceleratorThatCannotRunIt(String file, String accelerator) {
    LoadOptions strict = LoadOptions.defaults().withAccelerators(accelerator).withStrictPlacement();
    assertThatThrownBy(() -> Models.load(file, strict))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("strict placement on [" + accelerator + "] was asked for");
  }

  @Test
  void strictPlacementTakesWhatIsThere() {
    runs(LoadOptions.defaults().withAccelerators("cpu").withStrictPlacement());
    runs(LoadOptions.defaults().withAccelerators("xnnpack").withStrictPlacement());
  }
}
