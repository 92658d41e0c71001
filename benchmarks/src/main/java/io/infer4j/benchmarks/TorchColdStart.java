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
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The time to the first result of {@link TorchModels#DIGITS} in a new JVM whose native libraries
 * are unpacked already: in each round one JVM a route. As its own main class it is that JVM's.
 */
final class TorchColdStart {
  private static final Pattern NEEDED =
      Pattern.compile("(infer4j|slf4j|javacpp|pytorch-\\d|openblas).*[.]jar");

  private TorchColdStart() {}

  /**
   * In the child: prints the milliseconds from here to the first result.
   *
   * @param args the route
   */
  public static void main(String[] args) throws Exception {
    long start = System.nanoTime();
    TorchModels model = TorchModels.DIGITS;
    try (TorchContender contender = TorchRoute.valueOf(args[0]).open(model)) {
      contender.infer(model.randomInputs(1));
      long end = System.nanoTime();
      System.out.println(String.format(Locale.ROOT, "%.3f", (end - start) / 1e6));
    }
    System.exit(0); // libtorch's threads
  }

  /** In the parent: starts and prints, as {@link ColdStart} does. */
  static void report(int rounds) throws IOException, InterruptedException {
    TorchRoute[] routes = {TorchRoute.RAW_BOUND, TorchRoute.INFER4J_SIMPLE, TorchRoute.DJL};
    List<List<ColdStart.Start>> starts = new ArrayList<>();
    for (TorchRoute route : routes) {
      start(route); // not counted: it unpacks the libraries
      starts.add(new ArrayList<>());
    }
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < routes.length; i++) {
        int turn = (i + round) % routes.length;
        starts.get(turn).add(start(routes[turn]));
      }
    }
    System.out.printf(
        Locale.ROOT, "%n%d starts%16s%-36s%s%n", rounds, "", "main to result", "process to result");
    for (int i = 0; i < routes.length; i++) {
      System.out.println(ColdStart.line(routes[i].name(), starts.get(i), starts.get(0)));
    }
  }

  private static ColdStart.Start start(TorchRoute route) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-Dorg.bytedeco.javacpp.maxBytes=0",
            "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
            "-cp",
            classPath(route),
            TorchColdStart.class.getName(),
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
      return new ColdStart.Start(Double.parseDouble(line), total);
    }
  }

  /** Only DJL gets the JARs that DJL brings: looking through each for services takes time. */
  private static String classPath(TorchRoute route) {
    String all = System.getProperty("java.class.path");
    return route == TorchRoute.DJL
        ? all
        : Arrays.stream(all.split(File.pathSeparator))
            .filter(each -> NEEDED.matcher(new File(each).getName()).matches())
            .collect(Collectors.joining(File.pathSeparator));
  }
}
