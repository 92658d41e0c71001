package io.infer4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The promise of infer4j: {@link Gestures} and {@link Rally} name no backend, and whichever one is
 * on the class path, they print the same.
 */
class SameAnswersTest {
  private static final int PATIENCE_SECONDS = 300;

  /** What the names of the JARs begin with that only this backend needs. */
  private static final Map<String, List<String>> JARS =
      Map.of(
          "onnx", List.of("infer4j-backend-onnx", "onnxruntime"),
          "tflite", List.of("infer4j-backend-tflite", "tensorflow-lite"),
          "torch", List.of("infer4j-backend-torch", "pytorch", "openblas"));

  @TempDir Path folder;

  private record Run(int exitCode, List<String> out, String err) {}

  @Test
  void everyBackendPrintsTheSameAnswers() throws Exception {
    Run onnx = gestures("onnx");
    Run tflite = gestures("tflite");
    Run torch = gestures("torch");

    assertThat(onnx.out).hasSize(500).first().asString().matches("hand 0: [a-z]+, [01]\\.\\d\\d");
    assertThat(tflite.out).isEqualTo(onnx.out);
    assertThat(torch.out).isEqualTo(onnx.out);
    assertThat(List.of(onnx.exitCode, tflite.exitCode, torch.exitCode)).containsOnly(0);
  }

  @Test
  void everyBackendSpotsTheSameEventsInAVideo() throws Exception {
    Run onnx = run("onnx", Rally.class);
    Run tflite = run("tflite", Rally.class);
    Run torch = run("torch", Rally.class);

    assertThat(onnx.out)
        .hasSizeGreaterThan(30)
        .first()
        .asString()
        .matches(" *[0-9.]+ s: (near|far|bounce) [a-z]+, 0\\.\\d\\d");
    assertThat(tflite.out).isEqualTo(onnx.out);
    assertThat(torch.out).isEqualTo(onnx.out);
    assertThat(onnx.err).contains("computed by onnxruntime");
    assertThat(tflite.err).contains("computed by tflite");
    assertThat(torch.err).contains("computed by pytorch");
  }

  @ParameterizedTest
  @CsvSource({"onnx, onnxruntime", "tflite, tflite", "torch, pytorch"})
  void eachTimeAnotherRuntimeComputed(String backend, String engine) throws Exception {
    assertThat(gestures(backend).err).contains("computed by " + engine + System.lineSeparator());
  }

  @Test
  void withoutABackendItSaysWhatToAdd() throws Exception {
    Run none = gestures("none");

    assertThat(none.exitCode).isEqualTo(1);
    assertThat(none.out).isEmpty();
    assertThat(none.err)
        .contains("no engine was found")
        .contains("add io.infer4j:infer4j-backend-onnx")
        .contains("add io.infer4j:infer4j-backend-tflite")
        .contains("add io.infer4j:infer4j-backend-torch");
  }

  private Run gestures(String backend) throws IOException, InterruptedException {
    return run(backend, Gestures.class, GestureBundle.hands().toString());
  }

  /** A program in a JVM of its own, with that backend on the class path and no other. */
  private Run run(String backend, Class<?> program, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", classPath(backend)));
    command.add(program.getName());
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
    return new Run(process.exitValue(), Files.readAllLines(out), Files.readString(err));
  }

  private static String classPath(String backend) {
    List<String> others = JARS.keySet().stream().filter(each -> !each.equals(backend)).toList();
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> others.stream().noneMatch(other -> isOf(other, Path.of(entry))))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Whether it is one of the backend's JARs, or in a build that makes none yet, its classes. */
  private static boolean isOf(String backend, Path entry) {
    String file = String.valueOf(entry.getFileName());
    return entry.endsWith(Path.of("backend-" + backend, "target", "classes"))
        || JARS.getOrDefault(backend, List.of()).stream().anyMatch(file::startsWith);
  }
}
