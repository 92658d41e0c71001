package io.infer4j.benchmarks;

import io.infer4j.Tensor;
import io.infer4j.bundle.ModelBundle;
import io.infer4j.compare.Comparison;
import io.infer4j.compare.Tolerance;
import io.infer4j.npy.Npy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.zip.Deflater;

/** The tables of {@link RallyReport}, and the sentences that its figures allow. */
final class RallyTables {
  /** What the others are held to. */
  private static final String REFERENCE = "torch";

  private static final Path WEIGHTS = Path.of("rally/src/main/python/rally_weights");

  private final ModelBundle bundle;
  private final List<RallyFigures> all;
  private final Path scores;
  private final double emptyPeak;
  private final double prepareMicros;
  private final StringBuilder text = new StringBuilder();

  RallyTables(
      ModelBundle bundle,
      List<RallyFigures> all,
      Path scores,
      double emptyPeak,
      double prepareMicros) {
    this.bundle = bundle;
    this.all = all;
    this.scores = scores;
    this.emptyPeak = emptyPeak;
    this.prepareMicros = prepareMicros;
    accuracy();
    speed();
    shares();
  }

  static Path scoresOf(Path scores, String variant, int threads) {
    return scores.resolve(variant + "-" + threads);
  }

  /** Markdown. */
  @Override
  public String toString() {
    return text.toString();
  }

  private void accuracy() {
    RallyFigures reference = of(REFERENCE, 1);
    long parameters = parameters();
    line("## What each variant is, and how right it is");
    line("");
    line(
        "| Variant | Engine | Bytes | Compressed | Parameters | Event F1 | Strict F1 | Fine mAP"
            + " | Retention | coarse: max | mean | fine: max | mean |");
    line("|---|---|" + "---:|".repeat(11));
    for (RallyFigures each : all) {
      if (each.threads == 1) {
        byte[] file = bundle.source(each.variant.name()).bytes();
        Comparison coarse = difference(reference, each, "coarse.npy");
        Comparison fine = difference(reference, each, "fine.npy");
        line(
            "| `%s` | %s | %,d | %,d | %,d | %.4f | %.4f | %.4f | %s | %s | %s | %s | %s |",
            each.variant.name(),
            each.text("engine"),
            file.length,
            compressed(file),
            parameters,
            each.number("f1"),
            each.number("strict"),
            each.number("map"),
            retention(each.number("f1"), reference.number("f1")),
            difference(coarse.maxAbsolute()),
            difference(coarse.meanAbsolute()),
            difference(fine.maxAbsolute()),
            difference(fine.meanAbsolute()));
      }
    }
    line("");
    double threads = 0;
    for (RallyFigures each : all) {
      RallyFigures one = of(each.variant.name(), 1);
      threads = Math.max(threads, difference(one, each, "coarse.npy").maxAbsolute());
      threads = Math.max(threads, difference(one, each, "fine.npy").maxAbsolute());
    }
    line(
        "Retention is event F1 over that of `%s`, and the differences are from its scores."
            + " On two threads %s.",
        REFERENCE,
        threads == 0
            ? "every score is the same"
            : "no score is further off than " + difference(threads));
    line("");
  }

  private void speed() {
    line("## How fast it is, and how much memory it takes");
    line("");
    line(
        "| Variant | Threads | Cold start (ms) | Clip p50 (ms) | Clip p99 (ms) | Frames per second"
            + " | Peak memory (MiB) |");
    line("|---|" + "---:|".repeat(6));
    for (RallyFigures each : all) {
      line(
          "| `%s` | %d | %.0f | %.1f | %.1f | %.0f | %.0f |",
          each.variant.name(),
          each.threads,
          each.coldStart(),
          each.clip(50),
          each.clip(99),
          each.framesPerSecond(),
          each.peakMemory());
    }
    line("");
    line(
        "The same JVM over the same videos with an engine that does nothing has a peak of %.0f MiB."
            + " Latencies are of %d clips or more each.",
        emptyPeak, all.stream().mapToLong(RallyFigures::clips).min().orElseThrow());
    line("");
  }

  private void shares() {
    line("## What dominates");
    line("");
    line("Microseconds per frame, and their share of the whole, on one thread:");
    line("");
    line("| Variant | Whole | Decoding | Preparing | Model | Rest |");
    line("|---|" + "---:|".repeat(5));
    for (RallyFigures each : all) {
      if (each.threads == 1) {
        double whole = each.frameMicros();
        double rest = whole - each.decodeMicros() - prepareMicros - each.modelMicros();
        line(
            "| `%s` | %.0f | %s | %s | %s | %s |",
            each.variant.name(),
            whole,
            share(each.decodeMicros(), whole),
            share(prepareMicros, whole),
            share(each.modelMicros(), whole),
            share(rest, whole));
      }
    }
    line("");
    ToDoubleFunction<RallyFigures> model = each -> percent(each, each.modelMicros());
    ToDoubleFunction<RallyFigures> decoding = each -> percent(each, each.decodeMicros());
    RallyFigures least = greatest(each -> -model.applyAsDouble(each));
    RallyFigures most = greatest(model);
    line(
        "The model takes between %.0f %% of the time (`%s`) and %.0f %% (`%s`), decoding between"
            + " %.0f %% and %.0f %%.",
        model.applyAsDouble(least),
        least.variant.name(),
        model.applyAsDouble(most),
        most.variant.name(),
        decoding.applyAsDouble(greatest(each -> -decoding.applyAsDouble(each))),
        decoding.applyAsDouble(greatest(decoding)));
    RallyFigures fastest = greatest(each -> -each.modelMicros());
    RallyFigures slowest = greatest(RallyFigures::modelMicros);
    line(
        "`%s` is %.1f times as fast as `%s` in the model, and %.1f times from file to events.",
        fastest.variant.name(),
        slowest.modelMicros() / fastest.modelMicros(),
        slowest.variant.name(),
        slowest.frameMicros() / fastest.frameMicros());
    line("");
  }

  private RallyFigures of(String variant, int threads) {
    return all.stream()
        .filter(each -> each.variant.name().equals(variant) && each.threads == threads)
        .findFirst()
        .orElseThrow();
  }

  private RallyFigures greatest(ToDoubleFunction<RallyFigures> figure) {
    return all.stream()
        .filter(each -> each.threads == 1)
        .max(Comparator.comparingDouble(figure))
        .orElseThrow();
  }

  private static double percent(RallyFigures of, double micros) {
    return 100 * micros / of.frameMicros();
  }

  private Comparison difference(RallyFigures expected, RallyFigures actual, String file) {
    Tensor a = Npy.read(scoresOf(scores, expected.variant.name(), expected.threads).resolve(file));
    Tensor b = Npy.read(scoresOf(scores, actual.variant.name(), actual.threads).resolve(file));
    return Comparison.of(a, b, Tolerance.allclose(0, 0));
  }

  /** All variants hold the same weights. */
  private static long parameters() {
    long count = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(WEIGHTS, "*.npy")) {
      for (Path file : files) {
        count += Npy.read(file).shape().elements();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return count;
  }

  /** As a JAR compresses it. */
  private static int compressed(byte[] file) {
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    try {
      deflater.setInput(file);
      deflater.finish();
      byte[] part = new byte[8192];
      int size = 0;
      while (!deflater.finished()) {
        size += deflater.deflate(part);
      }
      return size;
    } finally {
      deflater.end();
    }
  }

  private static String share(double micros, double whole) {
    return String.format(Locale.ROOT, "%.0f (%.0f %%)", micros, 100 * micros / whole);
  }

  private static String retention(double f1, double reference) {
    return reference == 0 ? "none" : String.format(Locale.ROOT, "%.1f %%", 100 * f1 / reference);
  }

  private static String difference(double value) {
    return value == 0 ? "0" : String.format(Locale.ROOT, "%.1e", value);
  }

  private void line(String format, Object... values) {
    text.append(values.length == 0 ? format : String.format(Locale.ROOT, format, values));
    text.append('\n');
  }
}
