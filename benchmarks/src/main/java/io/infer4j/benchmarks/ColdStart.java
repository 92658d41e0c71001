package io.infer4j.benchmarks;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The time to the first result in a new JVM: of {@link BenchmarkModel#MLP} on ONNX Runtime, and of
 * the demo's digits network on TensorFlow Lite. In each round every case gets one JVM; infer4j's
 * and the raw runtime's have the same class path and flags. Raw ONNX Runtime extracts its native
 * libraries to the temp directory at each start; infer4j does so once and keeps them. TensorFlow
 * Lite's are kept by JavaCPP, for both.
 *
 * <pre>{@code
 * benchmarks/run cold            # both, 11 rounds, about two minutes
 * benchmarks/run cold 31 tflite  # or onnx
 * }</pre>
 *
 * <p>Printed are medians, with the least and the greatest: from the first line of main to the first
 * result, and from the start of the process, as its parent sees it; and the ratios to the raw
 * runtime's, taken within each round.
 */
public final class ColdStart {
  private static final String ONNX = "infer4j-(core|benchmarks|backend-onnx)|slf4j|onnxruntime-\\d";
  private static final String TFLITE =
      "infer4j-(core|benchmarks|backend-tflite)|slf4j|javacpp|tensorflow-lite-\\d";

  /** DJL gets all: looking through each JAR for services takes time, and only it brings so many. */
  private static final String ALL = "";

  private static final String DIGITS =
      "cli/src/main/resources/io/infer4j/cli/digits/digits-float32.tflite";

  private ColdStart() {}

  /**
   * Runs and prints.
   *
   * @param args the number of rounds, then which runtime; both where none is named
   */
  public static void main(String[] args) throws Exception {
    int rounds = args.length == 0 ? 11 : Integer.parseInt(args[0]);
    String runtime = args.length < 2 ? "" : args[1];
    if (!Arrays.asList("", "onnx", "tflite").contains(runtime)) {
      throw new IllegalArgumentException("expected onnx or tflite, got " + runtime);
    }
    if (!runtime.equals("tflite")) {
      compare(
          rounds,
          List.of(
              Case.onnx("raw ONNX Runtime", Route.RAW_NAIVE, ONNX, false),
              Case.onnx("infer4j, first start", Route.INFER4J_SIMPLE, ONNX, true),
              Case.onnx("infer4j, from then on", Route.INFER4J_SIMPLE, ONNX, false),
              Case.onnx("DJL", Route.DJL, ALL, false)));
    }
    if (!runtime.equals("onnx")) {
      compare(
          rounds, List.of(Case.tflite("raw TensorFlow Lite", "raw"), Case.tflite("infer4j", "")));
    }
  }

  private static void compare(int rounds, List<Case> cases) throws Exception {
    Path cache = Files.createTempDirectory("infer4j-cold-start");
    try {
      // Not counted: the first of each fetches files from the disk, and fills the cache.
      for (Case each : cases) {
        start(each, cache);
      }
      for (int round = 0; round < rounds; round++) {
        for (int i = 0; i < cases.size(); i++) {
          Case each = cases.get((i + round) % cases.size());
          each.starts.add(start(each, cache));
        }
      }
    } finally {
      delete(cache);
    }
    System.out.printf(
        Locale.ROOT, "%d rounds%17s%-36s%s%n", rounds, "", "main to result", "process to result");
    for (Case each : cases) {
      System.out.println(line(each.title, each.starts, cases.get(0).starts));
    }
  }

  /** What is printed of a case. */
  static String line(String title, List<Start> own, List<Start> raw) {
    return String.format(
        Locale.ROOT,
        "%-23s %s   %s",
        title,
        summary(own, raw, Start::main),
        summary(own, raw, Start::process));
  }

  private static String summary(List<Start> own, List<Start> raw, ToDoubleFunction<Start> time) {
    List<Double> times = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < own.size(); round++) {
      double ms = time.applyAsDouble(own.get(round));
      times.add(ms);
      ratios.add(ms / time.applyAsDouble(raw.get(round)));
    }
    return String.format(
        Locale.ROOT,
        "%4.0f ms (%4.0f .. %4.0f)  x %.2f",
        Rounds.median(times),
        Collections.min(times),
        Collections.max(times),
        Rounds.median(ratios));
  }

  private static Start start(Case of, Path cache) throws IOException, InterruptedException {
    if (of.emptyCache) {
      Path empty = Files.createTempDirectory("infer4j-cold-start");
      try {
        return startIn(of, empty);
      } finally {
        delete(empty);
      }
    }
    return startIn(of, cache);
  }

  private static Start startIn(Case of, Path cache) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx256m");
    command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=error");
    command.add("-Dinfer4j.cache=" + cache);
    command.add("-cp");
    command.add(classPath(of.jars));
    command.addAll(of.program);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    long start = System.nanoTime();
    Process process = builder.start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String line = out.readLine();
      double total = (System.nanoTime() - start) / 1e6;
      int status = process.waitFor();
      if (line == null || status != 0) {
        throw new IllegalStateException(of.title + " ended with " + status + ", printing " + line);
      }
      return new Start(Double.parseDouble(line), total);
    }
  }

  private static String classPath(String jars) {
    Pattern needed = Pattern.compile("(" + jars + ").*[.]jar");
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(each -> needed.matcher(new File(each).getName()).matches())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private record Case(
      String title, List<String> program, String jars, boolean emptyCache, List<Start> starts) {
    static Case onnx(String title, Route route, String jars, boolean emptyCache) {
      List<String> program = List.of(FirstResult.class.getName(), route.name());
      return new Case(title, program, jars, emptyCache, new ArrayList<>());
    }

    static Case tflite(String title, String route) {
      List<String> program = List.of(FirstTfliteResult.class.getName(), route, DIGITS);
      return new Case(title, program, TFLITE, false, new ArrayList<>());
    }
  }

  /** Milliseconds. */
  record Start(double main, double process) {}
}
