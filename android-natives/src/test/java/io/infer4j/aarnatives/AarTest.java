package io.infer4j.aarnatives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What runs here is what the AARs bring, and nothing of the desktop's. */
@ExtendWith(WhereTheRigRuns.class)
class AarTest {
  @ParameterizedTest
  @EnumSource
  void whatIsLoadedHasTheSha256OfTheAarsEntry(Aar aar) throws Exception {
    aar.load();
    try (ZipFile zip = new ZipFile(aar.file().toFile())) {
      for (String library : aar.libraries()) {
        Path file = Aar.unpacked(library);
        assertThat(Path.of("/proc/self/maps")).content().contains(file.toString());
        try (InputStream entry = zip.getInputStream(zip.getEntry("jni/x86_64/" + library));
            InputStream loaded = Files.newInputStream(file)) {
          assertThat(sha256(loaded)).as(library).isEqualTo(sha256(entry));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.bytedeco.javacpp.Loader",
        "org.bytedeco.tensorflowlite.Interpreter",
        "org.bytedeco.pytorch.JitModule"
      })
  void theDesktopsRuntimesAreNotThere(String desktop) {
    assertThatThrownBy(() -> Class.forName(desktop)).isInstanceOf(ClassNotFoundException.class);
  }

  @Test
  void fbjnisThreadDoesNotKeepTheJvmAlive() {
    Aar.PYTORCH.load();
    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(thread -> thread.getName().startsWith("HybridData"))
        .isNotEmpty()
        .allMatch(Thread::isDaemon);
  }

  private static String sha256(InputStream in) throws IOException, NoSuchAlgorithmException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(in.readAllBytes()));
  }
}
