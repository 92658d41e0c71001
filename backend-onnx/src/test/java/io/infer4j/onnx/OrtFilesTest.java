package io.infer4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.infer4j.Model;
import io.infer4j.ModelSource;
import io.infer4j.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files in ORT format, each written here by the runtime itself, say what their models said. */
class OrtFilesTest {
  @TempDir Path folder;

  @Test
  void tellTheMetadataWholeInAnyScript() {
    try (Model onnx = Models.load("metadata.onnx");
        Model ort = Model.load(Models.toOrt("metadata.onnx", folder.resolve("m.ort")))) {
      for (Map.Entry<String, String> each : onnx.metadata().entrySet()) {
        // The graph's name has no place in the format, and the runtime adds operator sets.
        if (!each.getKey().equals("onnx.graph") && !each.getKey().equals("onnx.opset")) {
          assertThat(ort.metadata()).containsEntry(each.getKey(), each.getValue());
        }
      }
      assertThat(ort.metadata().get("labels")).contains("😀");
      assertThat(ort.metadata().get("onnx.opset")).contains("ai.onnx 15");
    }
  }

  @Test
  void doNotTellAVersionThatIsNotGiven() {
    try (Model model = Model.load(Models.toOrt("mlp.onnx", folder.resolve("m.ort")))) {
      assertThat(model.metadata()).doesNotContainKey("onnx.model_version");
      assertThat(model.metadata().values()).doesNotContain(Long.toString(Long.MAX_VALUE));
    }
  }

  @Test
  void tellAnUnknownRankFromAScalar() {
    try (Model unknown = Model.load(Models.toOrt("einsum.onnx", folder.resolve("u.ort")));
        Model scalar = Model.load(Models.toOrt("scalar.onnx", folder.resolve("s.ort")))) {
      assertThat(unknown.input("a").shape().toString()).isEqualTo("[...]");
      assertThat(scalar.input("x").shape().toString()).isEqualTo("[]");
      Tensor matrix = Tensor.of(new float[] {1, 2, 3, 4}, 2, 2);
      assertThat(unknown.run(Map.of("a", matrix, "b", matrix)).single().toFloats())
          .containsExactly(7, 10, 15, 22);
    }
  }

  @Test
  void tellSymbolsAndMaps() {
    try (Model maps = Model.load(Models.toOrt("map_output.onnx", folder.resolve("m.ort")))) {
      assertThat(maps.inputs().toString()).isEqualTo("[x float32[n, 3]]");
      assertThat(maps.outputs()).extracting("name").contains("probabilities.keys");
    }
  }

  @Test
  void loadByTheirContentWhateverTheyAreCalled() throws IOException {
    Path ort = Models.toOrt("mlp.onnx", folder.resolve("m.ort"));
    Path other = Files.copy(ort, folder.resolve("mlp.model"));
    Path onnx = Files.copy(Models.path("mlp.onnx"), folder.resolve("onnx.ort"));
    for (ModelSource source :
        new ModelSource[] {
          ModelSource.of(ort),
          ModelSource.of(other),
          ModelSource.of(onnx),
          ModelSource.of(Files.readAllBytes(ort))
        }) {
      try (Model model = Model.load(source)) {
        assertThat(model.run(Models.npy("mlp_input.npy").slice(0, 1)).single().elements())
            .isEqualTo(3);
      }
    }
  }
}
