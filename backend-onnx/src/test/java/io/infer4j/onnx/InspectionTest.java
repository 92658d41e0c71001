package io.infer4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.infer4j.DType;
import io.infer4j.Model;
import io.infer4j.ModelSource;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** What a loaded model says of itself. */
class InspectionTest {
  @Test
  void tellsNamesTypesAndShapesInTheModelsOrder() {
    try (Model model = Models.load("mixed.onnx")) {
      assertThat(model.inputs().toString())
          .isEqualTo("[f float32[n, 2], i int64[n], s string[n], m bool[n]]");
      assertThat(model.outputs().get(4).toString()).isEqualTo("count int64[]");
    }
  }

  @Test
  void tellsSymbolsOfDynamicDimensions() {
    try (Model model = Models.load("clip.onnx")) {
      assertThat(model.input("frames").shape().toString()).isEqualTo("[B, T, 3, 8, 8]");
    }
  }

  @Test
  void tellsADynamicDimensionWithoutASymbol() {
    try (Model model = Models.load("mlp_unnamed.onnx")) {
      assertThat(model.input("x").shape().toString()).isEqualTo("[?, 4]");
    }
  }

  @Test
  void tellsAnUnknownRankFromAScalar() {
    try (Model unknown = Models.load("mlp_unnamed.onnx");
        Model scalar = Models.load("scalar.onnx")) {
      assertThat(unknown.output("y").shape().toString()).isEqualTo("[...]");
      assertThat(scalar.output("y").shape().toString()).isEqualTo("[]");
    }
  }

  @Test
  void tellsUnsignedTypesFromSignedOnes() {
    try (Model model = Models.load("identity_uint16.onnx")) {
      assertThat(model.input("x").dtype()).isEqualTo(DType.UINT16);
    }
  }

  @Test
  void tellsTheMetadataWholeInAnyScript() {
    try (Model model = Models.load("metadata.onnx")) {
      assertThat(model.metadata())
          .containsEntry("onnx.opset", "ai.onnx 15")
          .containsEntry("onnx.ir_version", "8")
          .containsEntry("onnx.domain", "org.example")
          .containsEntry("onnx.model_version", "7")
          .containsEntry("author", "Zoë Müller");
      // ONNX Runtime's Java API cuts this one short at the first emoji.
      assertThat(model.metadata().get("labels")).contains("\n").contains("😀");
    }
  }

  @Test
  void tellsTheSameOfBytesAsOfTheFile() throws IOException {
    try (Model file = Models.load("metadata.onnx");
        Model bytes =
            Model.load(ModelSource.of(Files.readAllBytes(Models.path("metadata.onnx"))))) {
      assertThat(bytes.metadata()).isEqualTo(file.metadata());
      assertThat(bytes.inputs().toString()).isEqualTo(file.inputs().toString());
    }
  }

  @Test
  void doesNotCountAnInitializerAmongTheInputs() {
    try (Model model = Models.load("default_input.onnx")) {
      assertThat(model.inputs()).extracting("name").containsExactly("x");
    }
  }
}
