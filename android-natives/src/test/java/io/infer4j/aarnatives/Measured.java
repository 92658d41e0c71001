package io.infer4j.aarnatives;

import io.infer4j.IoBinding;
import io.infer4j.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * One model in one JVM: the child of {@link Measure}. Prints, separated by spaces, the milliseconds
 * from main to the first result; the resident megabytes at the beginning of main, when the model is
 * loaded, and after 1,000 runs; the megabytes of the runtime's native libraries; and the
 * microseconds of a run.
 */
final class Measured {
  private static final int RUNS = 1_000;
  private static final int BATCHES = 9;

  private Measured() {}

  /**
   * Loads, runs, prints.
   *
   * @param args the binding, the AAR of that runtime, the bundle, the variant
   */
  public static void main(String[] args) throws IOException {
    final double before = resident();
    long start = System.nanoTime();
    if (args[0].equals("android")) {
      Aar.valueOf(args[1]).load();
    }
    TestBundle bundle = TestBundle.named(args[2]);
    try (Model model = bundle.load(args[3], args[0]);
        IoBinding io = model.bind(TestBundle.oneSample(model))) {
      long toLoaded = System.nanoTime() - start;
      final double loaded = resident();
      start = System.nanoTime();
      io.run();
      final double toFirst = (toLoaded + System.nanoTime() - start) / 1e6;
      run(io, RUNS);
      final double afterRuns = resident();
      double[] micros = new double[BATCHES];
      for (int i = 0; i < BATCHES; i++) {
        start = System.nanoTime();
        run(io, RUNS);
        micros[i] = (System.nanoTime() - start) / 1e3 / RUNS;
      }
      System.out.printf(
          Locale.ROOT,
          "%.3f %.3f %.3f %.3f %.3f %.3f%n",
          toFirst,
          before,
          loaded,
          afterRuns,
          libraries(),
          Measure.median(micros));
    }
    System.exit(0); // PyTorch has threads
  }

  private static void run(IoBinding io, int times) {
    for (int i = 0; i < times; i++) {
      io.run();
    }
  }

  /** Megabytes. */
  private static double resident() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      String line = lines.filter(each -> each.startsWith("VmRSS:")).findFirst().orElseThrow();
      return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
    }
  }

  /** Megabytes of those files that are mapped, whole. */
  private static double libraries() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/maps"))) {
      return lines
              .map(each -> each.replaceFirst("[^/]*", ""))
              .filter(each -> each.contains("/target/natives/") || each.contains("/.javacpp/"))
              .filter(each -> each.contains(".so"))
              .distinct()
              .mapToLong(each -> Path.of(each).toFile().length())
              .sum()
          / 1048576.0;
    }
  }
}
