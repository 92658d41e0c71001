package io.infer4j.benchmarks;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A JVM of its own for one measurement, with one backend on its class path, or none. */
final class RallyJvm {
  /** In every child; a small heap and the plainest collector leave the memory to the runtimes. */
  static final List<String> FLAGS = List.of("-Xmx256m", "-XX:+UseSerialGC");

  private static final String COMMON =
      "infer4j-(core|rally|benchmarks)-|slf4j|javacpp|javacv|ffmpeg";

  private RallyJvm() {}

  /**
   * Runs a program.
   *
   * @param format the bundle's word for the variant's format, or "" for no backend
   * @return what it printed, lines of key=value
   */
  static Properties run(String format, Class<?> program, String... args)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    if (Runtime.version().feature() >= 22) {
      command.add("--enable-native-access=ALL-UNNAMED"); // else it warns
    }
    command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=error");
    command.add("-cp");
    command.add(classPath(COMMON + backend(format)));
    command.add(program.getName());
    command.addAll(Arrays.asList(args));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    Properties printed = new Properties();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      printed.load(out);
    }
    int status = process.waitFor();
    if (status != 0) {
      throw new IllegalStateException(
          program.getSimpleName() + " " + Arrays.toString(args) + " ended with " + status);
    }
    return printed;
  }

  private static String backend(String format) {
    return switch (format) {
      case "" -> "";
      case "onnx" -> "|infer4j-backend-onnx-|onnxruntime-\\d";
      case "tflite" -> "|infer4j-backend-tflite-|tensorflow-lite-\\d";
      case "torchscript" -> "|infer4j-backend-torch-|pytorch-\\d|openblas";
      default -> throw new IllegalArgumentException("there is no backend here for " + format);
    };
  }

  private static String classPath(String jars) {
    Pattern needed = Pattern.compile("(" + jars + ").*[.]jar");
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(each -> needed.matcher(new File(each).getName()).matches())
        .collect(Collectors.joining(File.pathSeparator));
  }
}
