package io.infer4j.modules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The JARs work as modules too. */
class ModulePathTest {
  @Test
  void theEngineIsFoundAndRunsOnTheModulePath() throws Exception {
    List<String> modules = new ArrayList<>();
    List<String> tests = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      String path = entry.replace('\\', '/');
      if (path.contains("/core/target/")
          || path.contains("/infer4j-core")
          || path.endsWith("/backend-tflite/target/classes")
          || path.contains("/org/bytedeco/")
          || path.contains("/slf4j-api-")) {
        modules.add(entry);
      } else {
        tests.add(entry);
      }
    }
    assertThat(modules).hasSize(7);
    Path model =
        Path.of(
            Objects.requireNonNull(
                    getClass().getResource("/io/infer4j/tflite/models/identity_uint16.tflite"))
                .toURI());
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Dmodel=" + model,
                "-p",
                String.join(File.pathSeparator, modules),
                "--add-modules",
                "ALL-MODULE-PATH",
                "-cp",
                String.join(File.pathSeparator, tests),
                OnModulePath.class.getName())
            .redirectErrorStream(true)
            .start();
    String out = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(out).contains("io.infer4j.tflite 2.20.0 uint16[3] {0, 0, 0}");
    assertThat(child.waitFor()).isZero();
  }
}
