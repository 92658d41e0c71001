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
 * {@code scripts/rally} puts into docs/generated/rally.md. Each measurement has a JVM of its own
 * with one backend on the class path; in each round every variant has its turn.
 *
 * <pre>{@code
 * benchmarks/run rally         # some minutes
 * benchmarks/run rally quick   # one round, one thread, one video: whether it works
 * }</pre>
 */
public final class RallyReport {
  private final boolean quick;
  private final Path scores;
  private final List<RallyFigures> all = new ArrayList<>();
  private final List<Double> emptyPeaks = new ArrayList<>();
  private final List<Double> prepareMicros = new ArrayList<>();

  private RallyReport(boolean quick, Path scores) {
    this.quick = quick;
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
      RallyReport report = new RallyReport(quick, scores);
      ModelBundle bundle = RallySpotter.bundle();
      report.measure(bundle);
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

  private void measure(ModelBundle bundle) throws IOException, InterruptedException {
    int starts = quick ? 1 : 5;
    int passes = quick ? 1 : 3;
    String videos = quick ? "1" : "1000";
    for (BundleVariant variant : bundle.variants()) {
      for (int threads = 1; threads <= (quick ? 1 : 2); threads++) {
        all.add(new RallyFigures(variant, threads));
      }
      if (!quick) {
        start(variant, 1); // not counted: its runtime's libraries may have to be unpacked
      }
    }
    for (int round = 0; round < starts; round++) {
      for (RallyFigures each : all) {
        each.addColdStart(start(each.variant, each.threads));
      }
    }
    for (int round = 0; round < passes; round++) {
      System.err.println("rally: round " + (round + 1) + " of " + passes);
      Properties empty = RallyJvm.run("", RallyWithoutModel.class, videos);
      emptyPeaks.add(RallyFigures.number(empty, "peak"));
      prepareMicros.add(RallyFigures.number(empty, "prepare"));
      for (RallyFigures each : all) {
        each.addPass(pass(each, videos));
      }
    }
  }

  private static Properties start(BundleVariant variant, int threads)
      throws IOException, InterruptedException {
    return RallyJvm.run(
        variant.format(), RallyFirstClip.class, variant.name(), Integer.toString(threads));
  }

  private Properties pass(RallyFigures of, String videos) throws IOException, InterruptedException {
    Path folder = RallyTables.scoresOf(scores, of.variant.name(), of.threads);
    Files.createDirectories(folder);
    return RallyJvm.run(
        of.variant.format(),
        RallyPass.class,
        of.variant.name(),
        Integer.toString(of.threads),
        folder.toString(),
        videos);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
