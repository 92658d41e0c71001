package io.infer4j.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.infer4j.Capability;
import io.infer4j.Engine;
import io.infer4j.InferenceEngines;
import io.infer4j.Model;
import io.infer4j.ModelLoadException;
import io.infer4j.Tensor;
import io.infer4j.TensorSpec;
import io.infer4j.spi.InferenceEngine;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a model and its engine say of themselves. */
class InspectionTest {
  private static List<String> texts(List<TensorSpec> specs) {
    return specs.stream().map(TensorSpec::toString).toList();
  }

  @Test
  void theExtraFileTellsWhatGoesInAndOut() {
    try (Model model = Models.load("clip")) {
      assertThat(texts(model.inputs()))
          .containsExactly("frames float32[B, T, 3, H, W]", "hand float32[B, 2]");
      assertThat(texts(model.outputs()))
          .containsExactly("coarse float32[B, T, 2]", "fine float32[B, T, 5]");
    }
  }

  @Test
  void theLiteInterpretersFileTellsItToo() {
    try (Model model = Models.load("mlp.flatbuffer.ptl")) {
      assertThat(texts(model.inputs())).containsExactly("x float32[1, 4]");
      assertThat(model.metadata())
          .containsEntry("author", "Zoë Müller")
          .containsEntry("labels", "cat,größe,日本,😀")
          .containsEntry("empty", "");
    }
  }

  @Test
  void withoutItTheMethodTellsTheNamesOfInputsAndNothingElse() {
    try (Model model = Models.load("mlp_bare")) {
      assertThat(texts(model.inputs())).containsExactly("x unknown until run");
      assertThat(texts(model.outputs())).containsExactly("output unknown until run");
      assertThat(model.metadata()).isEmpty();
    }
  }

  @Test
  void outputsInATupleAreKnownByTheirPlace() {
    try (Model model = Models.load("empty")) {
      assertThat(texts(model.outputs()))
          .containsExactly("0 unknown until run", "1 unknown until run");
    }
  }

  @Test
  void outputsInAnythingElseAreLearntInARun() {
    try (Model model = Models.load("nested")) {
      assertThat(model.outputs()).isEmpty();

      model.run(Tensor.of(new float[] {1, 2}, 2));

      assertThat(texts(model.outputs()))
          .containsExactly(
              "0.a unknown until run",
              "0.b unknown until run",
              "1.0 unknown until run",
              "1.1 unknown until run",
              "2.0 unknown until run",
              "2.1.c unknown until run");
    }
  }

  @Test
  void argumentsWithADefaultAreOptional() {
    try (Model model = Models.load("defaults")) {
      assertThat(texts(model.inputs()))
          .containsExactly(
              "x unknown until run", "bias unknown until run", "times int64[]", "negate bool[]");
      assertThat(model.inputs())
          .extracting(TensorSpec::isOptional)
          .containsExactly(false, true, true, true);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          bad_version     | infer4j.version: expected 1, got '99'
          bad_dtype       | input.0.dtype: expected a dtype such as float32, got 'float33'
          bad_shape       | input.0.shape: expected sizes, names of dynamic dimensions or ?
          bad_gap         | input.0.name: expected a name, as there is input.1.dtype, got nothing
          unknown_key     | inptu.0.name: expected one of
          too_many_inputs | input.1.name: expected no more inputs than method 'forward' takes: [x]
          """)
  void aMistakeInTheExtraFileIsNamed(String name, String message) {
    assertThatThrownBy(() -> Models.load(name).close())
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("infer4j.properties in ")
        .hasMessageContaining(message);
  }

  @Test
  void theEngineSaysWhatItIs() {
    InferenceEngine engine = new TorchEngine();

    assertThat(engine.name()).isEqualTo("pytorch");
    assertThat(engine.version()).isEqualTo("2.10.0");
    assertThat(engine.unavailable()).isEmpty();
    assertThat(engine.accelerators()).containsExactly("cpu");
    assertThat(engine.capabilities())
        .containsExactlyInAnyOrder(
            Capability.DYNAMIC_SHAPES, Capability.EMPTY_TENSORS, Capability.SUBNORMALS);
    assertThat(InferenceEngines.discover().engines()).extracting(Engine::name).contains("pytorch");
  }
}
