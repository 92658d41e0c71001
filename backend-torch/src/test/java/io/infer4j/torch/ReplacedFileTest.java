package io.infer4j.torch;

import static org.assertj.core.api.Assertions.assertThat;

import io.infer4j.IoBinding;
import io.infer4j.Model;
import io.infer4j.ModelSource;
import io.infer4j.Tensor;
import io.infer4j.torch.script.ModelFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A model goes on as it was loaded, whatever becomes of its file. */
class ReplacedFileTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "mlp.flatbuffer.ptl, true",
    "mlp.flatbuffer.ptl, false",
    "mlp.ptl, true",
    "mlp.ptl, false",
    "mlp.pt, true",
    "mlp.pt, false"
  })
  void aFileThatIsCutOrOverwrittenChangesNothing(String name, boolean cut) throws Exception {
    byte[] bytes = Models.bytes(name);
    Path path = folder.resolve(name);
    Files.write(path, bytes);
    Tensor x = Models.array("mlp_input").slice(0, 1);
    try (Model model = Model.load(path);
        IoBinding binding = model.bindTo(Map.of("x", x))) {
      binding.run();
      float[] before = binding.output("y").toFloats();
      try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
        if (cut) {
          file.truncate(100);
        } else {
          file.write(ByteBuffer.allocate(bytes.length));
        }
      }
      binding.run();

      assertThat(binding.output("y").toFloats()).containsExactly(before);
      assertThat(model.run(x).single().toFloats()).containsExactly(before);
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void theTemporaryFileOfBytesIsItsOwnersAlone() throws Exception {
    try (ModelFile file = ModelFile.of(ModelSource.of(Models.bytes("mlp")))) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path)))
          .isEqualTo("rw-------");
      assertThat(Files.readAllBytes(file.path)).isEqualTo(Models.bytes("mlp"));
    }
  }
}
