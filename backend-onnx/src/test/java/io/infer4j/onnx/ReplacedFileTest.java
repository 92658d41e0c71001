package io.infer4j.onnx;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.infer4j.ModelLoadException;
import io.infer4j.ModelSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What infer4j reads of a file and what ONNX Runtime loads of it are of the same file. */
class ReplacedFileTest {
  @TempDir Path folder;

  @Test
  void aFileThatIsReplacedBetweenBothReadsIsRefused() throws IOException, OrtException {
    Path file = Files.copy(Models.path("mlp.onnx"), folder.resolve("model.onnx"));
    Path next = Files.copy(Models.path("scalar.onnx"), folder.resolve("next.onnx"));
    OrtEnvironment env = OrtRuntime.environment();
    try (ModelContent content = ModelContent.of(env, ModelSource.of(file));
        SessionOptions options = new SessionOptions()) {
      Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);

      assertThatThrownBy(() -> content.open(env, options))
          .isInstanceOf(ModelLoadException.class)
          .hasMessageEndingWith(
              "model.onnx was replaced or written to while it was loaded: load it again");
    }
  }
}
