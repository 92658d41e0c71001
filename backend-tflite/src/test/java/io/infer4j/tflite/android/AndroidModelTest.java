package io.infer4j.tflite.android;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.infer4j.LoadOptions;
import io.infer4j.ModelLoadException;
import io.infer4j.ModelSource;
import io.infer4j.tflite.runtime.Settings;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused before Android's natives see it. */
class AndroidModelTest {
  @TempDir Path folder;

  @Test
  void refusesAFileThatNoBufferHolds() throws IOException {
    Path file = folder.resolve("big.tflite");
    try (RandomAccessFile big = new RandomAccessFile(file.toFile(), "rw")) {
      big.setLength(3_000_000_000L); // A hole: it takes no room on the disk.
    }

    assertThatThrownBy(
            () -> AndroidModel.open(ModelSource.of(file), new Settings(LoadOptions.defaults())))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining(
            "big.tflite has 3000000000 bytes; the Android API takes less than 2 GB");
  }
}
