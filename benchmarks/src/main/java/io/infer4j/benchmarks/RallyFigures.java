package io.infer4j.benchmarks;

import io.infer4j.bundle.BundleVariant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.HdrHistogram.Histogram;

/** What the JVMs of one variant with one number of threads have measured. */
final class RallyFigures {
  private static final double MICROS = 1e3;

  final BundleVariant variant;
  final int threads;

  /** Nanoseconds, three digits. */
  private final Histogram clips = new Histogram(3);

  private final List<Double> coldStarts = new ArrayList<>();
  private final List<Double> peaks = new ArrayList<>();
  private final List<Double> frameMicros = new ArrayList<>();
  private final List<Double> decodeMicros = new ArrayList<>();
  private final List<Double> modelMicros = new ArrayList<>();
  private Properties last = new Properties();

  RallyFigures(BundleVariant variant, int threads) {
    this.variant = variant;
    this.threads = threads;
  }

  /** Takes what {@link RallyFirstClip} printed. */
  void addColdStart(Properties printed) {
    coldStarts.add(number(printed, "cold"));
  }

  /** Takes what {@link RallyPass} printed. */
  void addPass(Properties printed) {
    double frames = number(printed, "frames");
    long model = 0;
    for (String nanos : printed.getProperty("clips").split(",", -1)) {
      clips.recordValue(Long.parseLong(nanos));
      model += Long.parseLong(nanos);
    }
    peaks.add(number(printed, "peak"));
    frameMicros.add(number(printed, "nanos") / frames / MICROS);
    decodeMicros.add(number(printed, "decoding") / frames / MICROS);
    modelMicros.add(model / frames / MICROS);
    last = printed;
  }

  static double number(Properties printed, String key) {
    return Double.parseDouble(printed.getProperty(key));
  }

  /** What the last pass printed under that key; all passes of a variant have the same scores. */
  String text(String key) {
    return last.getProperty(key);
  }

  double number(String key) {
    return number(last, key);
  }

  /** Milliseconds. */
  double coldStart() {
    return Rounds.median(coldStarts);
  }

  /** Milliseconds. */
  double clip(double percentile) {
    return clips.getValueAtPercentile(percentile) / 1e6;
  }

  long clips() {
    return clips.getTotalCount();
  }

  /** MiB. */
  double peakMemory() {
    return Rounds.median(peaks);
  }

  double framesPerSecond() {
    return 1e6 / frameMicros();
  }

  /** Of a whole frame, from the file to the events. */
  double frameMicros() {
    return Rounds.median(frameMicros);
  }

  double decodeMicros() {
    return Rounds.median(decodeMicros);
  }

  double modelMicros() {
    return Rounds.median(modelMicros);
  }
}
