package io.infer4j.benchmarks;

import io.infer4j.bundle.BundleVariant;
import io.infer4j.bundle.ModelBundle;
import io.infer4j.rally.RallySpotter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * Measures every variant of the rally's model, on one thread and on two, and prints Markdown, which
 * {@code docs/rally} puts into docs/rally.md. Each measurement has a JVM of its own with one
 * backend on the class path; in each round every variant has its turn.
 *
 * <pre>{@code
 * benchmarks/run rally         # some minutes
 * benchmarks/run rally quick   # one round: whether it works
 * }</pre>
 */
public final class RallyReport {
  private static final int[] THREADS = {1, 2};

  private final Path scores;
  private final List<RallyFigures> all = new ArrayList<>();
  private final List<Double> emptyPeaks = new ArrayList<>();
  private final List<Double> prepareMicros = new ArrayList<>();

  private RallyReport(Path scores) {
    this.scores = scores;
  }

  /**
   * Measures and prints.
   *
   * @param args "quick", or nothing
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    boolean quick = args.length > 0 && args[0].equals("quick");
    Path scores = Files.createTempDirectory("infer4j-rally");
    try {
      RallyReport report = new RallyReport(scores);
      ModelBundle bundle = RallySpotter.bundle();
      report.measure(bundle, quick ? 1 : 5, quick ? 1 : 3);
      System.out.print(
          new RallyTables(
              bundle,
              report.all,
              scores,
              Rounds.median(report.emptyPeaks),
              Rounds.median(report.prepareMicros)));
    } finally {
      delete(scores);
    }
  }

  private void measure(ModelBundle bundle, int starts, int passes)
      throws IOException, InterruptedException {
    for (BundleVariant variant : bundle.variants()) {
      for (int threads : THREADS) {
        all.add(new RallyFigures(variant, threads));
      }
      start(variant, 1); // not counted: its runtime's libraries may have to be unpacked
    }
    for (int round = 0; round < starts; round++) {
      for (RallyFigures each : all) {
        each.addColdStart(start(each.variant, each.threads));
      }
    }
    for (int round = 0; round < passes; round++) {
      System.err.println("rally: round " + (round + 1) + " of " + passes);
      Properties empty = RallyJvm.run("", RallyWithoutModel.class);
      emptyPeaks.add(RallyFigures.number(empty, "peak"));
      prepareMicros.add(RallyFigures.number(empty, "prepare"));
      for (RallyFigures each : all) {
        each.addPass(pass(each));
      }
    }
  }

  private static Properties start(BundleVariant variant, int threads)
      throws IOException, InterruptedException {
    return RallyJvm.run(
        variant.format(), RallyFirstClip.class, variant.name(), Integer.toString(threads));
  }

  private Properties pass(RallyFigures of) throws IOException, InterruptedException {
    Path folder = RallyTables.scoresOf(scores, of.variant.name(), of.threads);
    Files.createDirectories(folder);
    return RallyJvm.run(
        of.variant.format(),
        RallyPass.class,
        of.variant.name(),
        Integer.toString(of.threads),
        folder.toString());
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
