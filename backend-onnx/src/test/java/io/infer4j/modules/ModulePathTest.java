package io.infer4j.modules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The JARs work as modules too. */
class ModulePathTest {
  @TempDir Path cache;

  @Test
  void theEngineIsFoundAndRunsOnTheModulePath() throws Exception {
    List<String> modules = new ArrayList<>();
    List<String> tests = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      String path = entry.replace('\\', '/');
      if (path.contains("/core/target/")
          || path.contains("/infer4j-core")
          || path.endsWith("/backend-onnx/target/classes")
          || path.contains("/onnxruntime/onnxruntime/")
          || path.contains("/slf4j-api-")) {
        modules.add(entry);
      } else {
        tests.add(entry);
      }
    }
    assertThat(modules).hasSize(4);
    Path model =
        Path.of(
            Objects.requireNonNull(
                    getClass().getResource("/io/infer4j/onnx/models/identity_uint16.onnx"))
                .toURI());
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Dmodel=" + model,
                "-Dinfer4j.cache=" + cache,
                "-p",
                String.join(File.pathSeparator, modules),
                "--add-modules",
                "io.infer4j.onnx",
                "-cp",
                String.join(File.pathSeparator, tests),
                OnModulePath.class.getName())
            .redirectErrorStream(true)
            .start();
    String out = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(out).contains("io.infer4j.onnx 1.28.0 uint16[3] {0, 0, 0}");
    assertThat(child.waitFor()).isZero();
    assertThat(cache.resolve("infer4j"))
        .isDirectoryContaining("glob:**/onnxruntime-1.28.0-????????");
  }
}
