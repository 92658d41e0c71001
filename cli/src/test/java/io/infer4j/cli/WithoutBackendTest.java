package io.infer4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.infer4j.Engine;
import io.infer4j.InferenceEngines;
import io.infer4j.bundle.BundleVariant;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command line in a JVM of its own, from whose class path one backend's JAR was taken. */
class WithoutBackendTest {
  private static final int PATIENCE_SECONDS = 300;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @ParameterizedTest
  @CsvSource({"onnxruntime, backend-onnx", "tflite, backend-tflite", "pytorch, backend-torch"})
  void demoLacksExactlyItsRows(String engine, String backend) throws Exception {
    List<String> all = rows();
    List<String> others = all.stream().filter(row -> !row.startsWith(engine + " ")).toList();
    assertThat(others).hasSizeLessThan(all.size()).isNotEmpty();

    Cli demo = without(backend, "demo", "--json");

    List<String> shown = new ArrayList<>();
    for (JsonNode result : demo.json().get("results")) {
      shown.add(result.get("engine").asText() + " " + result.get("model").asText());
      assertThat(result.at("/scores/accuracy").asDouble()).isGreaterThanOrEqualTo(0.98);
    }
    assertThat(shown).isEqualTo(others);
    assertThat(demo.json().get("unavailable")).isEmpty();
    assertThat(demo.exitCode()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "digits.onnx, backend-onnx",
    "digits-float32.tflite, backend-tflite",
    "digits.pt, backend-torch"
  })
  void inspectNamesTheArtifactThatItsFileNeeds(String file, String backend) throws Exception {
    Cli cli = without(backend, "inspect", Cli.digits(file).toString());

    assertThat(cli.exitCode()).isEqualTo(1);
    assertThat(cli.err()).contains("add io.infer4j:infer4j-" + backend).hasLineCount(1);
    assertThat(cli.out()).contains("bytes", "not started");
  }

  /** What the demo shows when nothing was taken away. */
  private static List<String> rows() {
    InferenceEngines engines = InferenceEngines.discover();
    List<String> rows = new ArrayList<>();
    for (Engine engine : engines.engines()) {
      for (BundleVariant variant : Digits.bundle().variants()) {
        if (engine.formats().stream().anyMatch(each -> each.name().equals(variant.format()))) {
          rows.add(engine.name() + " " + variant.file());
        }
      }
    }
    return rows;
  }

  private Cli without(String backend, String... arguments) throws Exception {
    String classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !isOf(backend, Path.of(entry)))
            .collect(Collectors.joining(File.pathSeparator));
    assertThat(classPath).isNotEqualTo(System.getProperty("java.class.path"));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", classPath));
    command.add(Infer4j.class.getName());
    command.addAll(List.of(arguments));
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Cli(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  /** Whether it is the backend's JAR, or in a build that makes none yet, its classes. */
  private static boolean isOf(String backend, Path entry) {
    return entry.getFileName().toString().startsWith("infer4j-" + backend + "-")
        || entry.endsWith(Path.of(backend, "target", "classes"));
  }
}
