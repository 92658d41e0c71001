package io.infer4j.tflite;

import static org.assertj.core.api.Assertions.assertThat;

import io.infer4j.Model;
import io.infer4j.ModelSource;
import io.infer4j.Quantization;
import org.junit.jupiter.api.Test;

/** What a loaded model says of itself. */
class InspectionTest {
  @Test
  void namesInputsAndOutputsByTheSignature() {
    try (Model model = Models.load("fc")) {
      assertThat(model.inputs().toString()).isEqualTo("[feature float32[?, 3]]");
      assertThat(model.outputs().toString()).isEqualTo("[score float32[?, 2]]");
    }
  }

  @Test
  void namesThemByTheirTensorsWhereThereIsNoSignature() {
    try (Model model = Models.load("convolution")) {
      assertThat(model.inputs().toString()).isEqualTo("[img float32[1, 3, 3, 1]]");
      assertThat(model.outputs().toString()).isEqualTo("[map float32[1, 2, 2, 1]]");
    }
  }

  @Test
  void makesNamesDifferentWhereTensorsAreNamedAlike() {
    try (Model model = Models.load("same_names")) {
      assertThat(model.inputs()).extracting("name").containsExactly("x", "x_1");
      assertThat(model.outputs()).extracting("name").containsExactly("y", "y_1");
    }
  }

  @Test
  void makesNamesWhereTensorsHaveNone() {
    try (Model model = Models.load("no_names")) {
      assertThat(model.inputs()).extracting("name").containsExactly("tensor_0");
      assertThat(model.outputs()).extracting("name").containsExactly("tensor_0");
    }
  }

  @Test
  void takesTheOrderOfTheSubgraphNotOfTheSignature() {
    try (Model model = Models.load("two_signatures", Models.option("signature", "times"))) {
      assertThat(model.inputs()).extracting("name").containsExactly("right", "left");
      assertThat(model.outputs()).extracting("name").containsExactly("product");
    }
  }

  @Test
  void tellsOneScaleForAllOfATensor() {
    try (Model model = Models.load("quantized")) {
      assertThat(model.input("x").quantization()).isEqualTo(Quantization.perTensor(0.5f, -1));
      assertThat(model.output("y").quantization()).isEqualTo(Quantization.perTensor(0.25f, 3));
    }
  }

  @Test
  void tellsAScaleForEachChannel() {
    float[] scales = {0.5f, 0.25f, 2};
    try (Model model = Models.load("per_channel")) {
      assertThat(model.input("x").quantization())
          .isEqualTo(Quantization.perChannel(scales, new int[3], 1));
      assertThat(model.output("y").quantization())
          .isEqualTo(Quantization.perChannel(scales, new int[3], 0));
    }
  }

  @Test
  void tellsTheMetadata() {
    try (Model model = Models.load("fc")) {
      assertThat(model.metadata())
          .containsEntry("tflite.version", "3")
          .containsEntry("tflite.description", "infer4j test model: fc")
          .containsEntry("tflite.signatures", "serving_default")
          .containsEntry("tflite.min_runtime_version", "1.5.0")
          .containsEntry("tflite.metadata", "min_runtime_version, größe");
    }
    try (Model model = Models.load("two_signatures")) {
      assertThat(model.metadata()).containsEntry("tflite.signatures", "plus, times");
    }
  }

  @Test
  void tellsTheSameOfBytesAsOfTheFile() {
    try (Model file = Models.load("fc");
        Model bytes = Model.load(ModelSource.of(Models.bytes("fc")))) {
      assertThat(bytes.metadata()).isEqualTo(file.metadata());
      assertThat(bytes.inputs().toString()).isEqualTo(file.inputs().toString());
    }
  }

  @Test
  void tellsThatTheNumberOfIndicesIsOpen() {
    try (Model model = Models.load("where_beside")) {
      assertThat(model.outputs().toString()).isEqualTo("[indices int64[?, 1], same bool[4]]");
    }
  }
}
