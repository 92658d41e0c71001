package io.infer4j.tflite;

import static io.infer4j.testkit.TensorAssert.assertThatTensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.infer4j.Model;
import io.infer4j.ModelLoadException;
import io.infer4j.Outputs;
import io.infer4j.Tensor;
import io.infer4j.npy.Npy;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The writer's models give the numbers that an independent program has computed. */
class GoldenTest {
  private static Path file(String name) throws Exception {
    return Path.of(GoldenTest.class.getResource("models/" + name).toURI());
  }

  private static Model load(String name) throws Exception {
    return Model.load(file(name + ".tflite"));
  }

  private static Tensor npy(String name) throws Exception {
    return Npy.read(file(name + ".npy"));
  }

  @ParameterizedTest
  @CsvSource({
    "mlp, 1e-6",
    "conv, 1e-6",
    "gru, 1e-6",
    "quantized_int8, 0",
    "quantized_int8_per_channel, 0",
    "quantized_uint8, 0",
    "quantized_int16, 0",
    "quantized_int16_per_channel, 0"
  })
  void givesWhatWasComputed(String name, double tolerance) throws Exception {
    Tensor x = npy(name + "_input");
    Tensor expected = npy(name + "_expected");
    try (Model model = load(name)) {
      for (int row = 0; row < x.shape().dim(0); row++) {
        assertThatTensor(model.run(x.slice(row, row + 1)).single())
            .isCloseTo(expected.slice(row, row + 1), tolerance, tolerance);
      }
    }
  }

  @Test
  void runsAVideoClipModelOfTwoInputsAndTwoHeads() throws Exception {
    Tensor frames = npy("clip_frames");
    Tensor hand = npy("clip_hand");
    try (Model model = load("clip")) {
      for (int clip = 0; clip < frames.shape().dim(0); clip++) {
        Outputs outputs =
            model.run(
                Map.of("frames", frames.slice(clip, clip + 1), "hand", hand.slice(clip, clip + 1)));

        assertThatTensor(outputs.get("coarse"))
            .isCloseTo(npy("clip_coarse").slice(clip, clip + 1), 1e-5, 1e-5);
        assertThatTensor(outputs.get("fine"))
            .isCloseTo(npy("clip_fine").slice(clip, clip + 1), 1e-5, 1e-5);
      }
    }
  }

  @Test
  void looksUpStrings() throws Exception {
    try (Model model = load("labels")) {
      String[] zero = model.run(Tensor.of(new int[] {0}, 1)).single().toStrings();

      assertThat(zero).containsExactly("größe");
    }
  }

  @Test
  void givesConstantStrings() throws Exception {
    try (Model model = load("zero_input")) {
      assertThat(model.run(Map.of()).get("labels").toStrings()).containsExactly("größe", "a😀b");
    }
  }

  @Test
  void takesAndGivesScalars() throws Exception {
    try (Model model = load("scalar")) {
      assertThat(model.run(Tensor.of(new float[] {21})).single().shape().rank()).isZero();
    }
  }

  @Test
  void takesNamesOfAnyCharacters() throws Exception {
    try (Model model = load("names")) {
      assertThat(model.inputs())
          .extracting("name")
          .containsExactly("in put", "größe/0:1", "日本", "a=b");
      assertThat(model.outputs()).extracting("name").contains("😀");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bad_buffer_index",
        "bad_graph_input",
        "bad_graph_output",
        "bad_operator",
        "bad_operator_index",
        "bad_reshape",
        "bad_signature",
        "bad_tensor_index",
        "bad_version",
        "custom_op",
        "flex_op",
        "future_schema",
        "header_only",
        "no_buffers",
        "no_graph",
        "short_buffer",
        "truncated",
        "truncated_tail"
      })
  void refusesWhatIsBroken(String name) {
    assertThatThrownBy(() -> load(name).close())
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining(name + ".tflite")
        .hasMessageNotContaining("it gives no reason");
  }

  @Test
  void saysWhatASignatureLeavesOut() {
    assertThatThrownBy(() -> load("bad_signature"))
        .hasMessageContaining("is damaged: its signature does not name input 'x'");
  }
}
