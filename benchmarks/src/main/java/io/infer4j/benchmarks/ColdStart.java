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
 * The time to the first result of {@link BenchmarkModel#MLP} in a new JVM. In each round every case
 * gets one JVM; infer4j's and the raw runtime's have the same class path and flags. The raw runtime
 * extracts its native libraries to the temp directory at each start; infer4j does so once and keeps
 * them.
 *
 * <pre>{@code
 * benchmarks/run cold        # 11 rounds, about a minute
 * benchmarks/run cold 31
 * }</pre>
 *
 * <p>Printed are medians, with the least and the greatest: from the first line of main to the first
 * result, and from the start of the process, as its parent sees it; and the ratios to the raw
 * runtime's, taken within each round.
 */
public final class ColdStart {
  private static final Pattern NEEDED = Pattern.compile("(infer4j|slf4j|onnxruntime-\\d).*[.]jar");

  private ColdStart() {}

  /**
   * Runs and prints.
   *
   * @param args the number of rounds
   */
  public static void main(String[] args) throws Exception {
    int rounds = args.length == 0 ? 11 : Integer.parseInt(args[0]);
    List<Case> cases =
        List.of(
            new Case("raw ONNX Runtime", Route.RAW_NAIVE, false, new ArrayList<>()),
            new Case("infer4j, first start", Route.INFER4J_SIMPLE, true, new ArrayList<>()),
            new Case("infer4j, from then on", Route.INFER4J_SIMPLE, false, new ArrayList<>()),
            new Case("DJL", Route.DJL, false, new ArrayList<>()));
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
        return start(of.route, empty);
      } finally {
        delete(empty);
      }
    }
    return start(of.route, cache);
  }

  private static Start start(Route route, Path cache) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
            "-Dinfer4j.cache=" + cache,
            "-cp",
            classPath(route),
            FirstResult.class.getName(),
            route.name());
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
        throw new IllegalStateException(route + " ended with " + status + ", printing " + line);
      }
      return new Start(Double.parseDouble(line), total);
    }
  }

  /** Only DJL gets the JARs that DJL brings: looking through each for services takes time. */
  private static String classPath(Route route) {
    String all = System.getProperty("java.class.path");
    return route == Route.DJL
        ? all
        : Arrays.stream(all.split(File.pathSeparator))
            .filter(each -> NEEDED.matcher(new File(each).getName()).matches())
            .collect(Collectors.joining(File.pathSeparator));
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private record Case(String title, Route route, boolean emptyCache, List<Start> starts) {}

  /** Milliseconds. */
  record Start(double main, double process) {}
}
