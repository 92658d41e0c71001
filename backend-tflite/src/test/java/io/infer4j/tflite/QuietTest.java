package io.infer4j.tflite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.infer4j.testkit.Footprint;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** TensorFlow Lite writes nothing but its native libraries, and talks to nobody. */
@EnabledOnOs(OS.LINUX)
class QuietTest {
  @TempDir Path folder;

  @Test
  void nothingLeavesTheMachineAndNoFileIsLeftButTheNativeLibraries() throws Exception {
    Footprint footprint = Footprint.of(Deployed.class, folder);

    assertThat(footprint.out()).contains("ran float32");
    assertThat(footprint.files())
        .isNotEmpty()
        .allMatch(file -> file.matches("^\\.javacpp/cache/.*"));
    assumeTrue(
        footprint.sockets().isPresent(), "strace cannot be used here: nobody watched the sockets");
    assertThat(footprint.sockets().orElseThrow()).isEmpty();
  }
}
