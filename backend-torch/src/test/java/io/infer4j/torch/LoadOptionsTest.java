package io.infer4j.torch;

import static io.infer4j.testkit.TensorAssert.assertThatTensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.infer4j.EngineUnavailableException;
import io.infer4j.LoadOptions;
import io.infer4j.Model;
import io.infer4j.ModelLoadException;
import io.infer4j.Outputs;
import io.infer4j.Tensor;
import java.util.Map;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the options do, and what is said where they cannot be met. */
class LoadOptionsTest {
  private static final Tensor X = Tensor.of(new float[] {1, 2}, 2);

  @Test
  void anotherMethodIsRun() {
    try (Model model = Models.load("methods", Models.option("method", "features"))) {
      Outputs outputs = model.run(X);

      assertThat(outputs.get("sum").toFloats()).containsExactly(3);
      assertThat(outputs.get("twice").toFloats()).containsExactly(2, 4);
    }
  }

  @Test
  void anotherMethodHasItsOwnInputs() {
    try (Model model = Models.load("methods.ptl", Models.option("method", "scale"))) {
      Tensor by = Tensor.of(new float[] {3}, 1);

      assertThat(model.run(Map.of("x", X, "by", by)).get("scaled").toFloats())
          .containsExactly(3, 6);
    }
  }

  @Test
  void aModelWithoutForwardRunsItsMethod() {
    try (Model model = Models.load("no_forward", Models.option("method", "features"))) {
      assertThat(model.run(X).single().toFloats()).containsExactly(3);
    }
  }

  @Test
  void aMethodThatIsNotThereIsRefused() {
    assertThatThrownBy(() -> Models.load("methods", Models.option("method", "nope")).close())
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("nope")
        .hasMessageContaining("forward");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mlp", "mlp.ptl", "mlp.opt.ptl", "mlp.flatbuffer.ptl"})
  void withoutFreezingItRunsAsWell(String name) {
    try (Model model = Models.load(name, Models.option("freeze", "false"))) {
      assertThatTensor(model.run(Models.array("mlp_input").slice(0, 1)).single())
          .isCloseTo(Models.array("mlp_expected").slice(0, 1), 1e-5, 0);
    }
  }

  @Test
  void aModelThatCannotBeFrozenRunsAsItIsAndSaysSo() {
    try (Model model = Models.load("unfreezable")) {
      assertThat(model.placement().warnings())
          .anyMatch(
              note -> note.equals("not frozen: it may write to what freezing would make constant"));
      assertThat(model.run(X).single().toFloats()).containsExactly(2, 4);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "dynamic_quantized, qnnpack",
    "dynamic_quantized, onednn",
    "dynamic_quantized, x86",
    "dynamic_quantized, fbgemm",
    "dynamic_quantized.ptl, qnnpack",
    "dynamic_quantized_onednn, onednn"
  })
  void aQuantisedModelRunsOnTheEngineAskedFor(String name, String engine) {
    Tensor x = Models.array("mlp_input").slice(0, 1);
    Tensor expected = Models.array("dynamic_quantized_expected").slice(0, 1);
    try (Model model = Models.load(name, Models.option("qengine", engine))) {
      assertThatTensor(model.run(x).single()).isCloseTo(expected, 0.1, 0.05);
    }
  }

  @Test
  void theProcesssQuantisedEngineStaysAsItWas() {
    new TorchEngine().unavailable();
    torch.QEngine before = torch.globalContext().qEngine().intern();

    Models.load("dynamic_quantized", Models.option("qengine", "qnnpack")).close();

    assertThat(torch.globalContext().qEngine().intern()).isEqualTo(before);
  }

  @Test
  void anotherNumberOfThreadsThanTheFirstIsSaid() {
    Models.load("mlp").close();
    int other = torch.get_num_threads() + 1;

    try (Model model = Models.load("mlp", LoadOptions.defaults().withThreads(other))) {
      assertThat(model.placement().warnings())
          .containsExactly(
              other
                  + " threads were asked for, it runs with "
                  + (other - 1)
                  + ": PyTorch has one number of threads for a process, and the first model that"
                  + " was loaded decided it");
    }
  }

  @Test
  void theOptionBindingWinsOverTheProperty() {
    System.setProperty("infer4j.torch.binding", "android");
    try (Model model = Models.load("passthrough", Models.option("binding", "desktop"))) {
      assertThat(model.run(X).get("y").toFloats()).containsExactly(2, 3);
    } finally {
      System.clearProperty("infer4j.torch.binding");
    }
  }

  @Test
  void aWrongPropertyIsExplained() {
    System.setProperty("infer4j.torch.binding", "browser");
    try {
      assertThatThrownBy(() -> Models.load("mlp").close())
          .isInstanceOf(EngineUnavailableException.class)
          .hasMessageContaining("infer4j.torch.binding is 'browser', expected one of");
    } finally {
      System.clearProperty("infer4j.torch.binding");
    }
  }
}
