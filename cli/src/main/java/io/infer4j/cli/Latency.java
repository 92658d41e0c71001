package io.infer4j.cli;

import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * How long runs took, in microseconds; a percentile is null where there were too few runs for it.
 */
record Latency(
    long runs,
    long warmUpRuns,
    @Nullable Double p50Micros,
    @Nullable Double p90Micros,
    @Nullable Double p95Micros,
    @Nullable Double p99Micros,
    double maxMicros,
    double meanMicros,
    double runsPerSecond) {
  private static final double NANOS_PER_MICRO = 1e3;
  private static final double NANOS_PER_SECOND = 1e9;

  /** Of three digits: finer than any clock's noise. */
  private static final int DIGITS = 3;

  /** A phase of measuring: over when both its runs and its time are. */
  record Phase(long runs, long nanos) {
    static Phase ofRuns(long runs) {
      return new Phase(runs, 0);
    }
  }

  /** Runs {@code task} over and over: first to warm up, unmeasured, then measured. */
  static Latency measure(Runnable task, Phase warmUp, Phase measured) {
    Histogram warm = repeat(task, warmUp);
    long start = System.nanoTime();
    Histogram histogram = repeat(task, measured);
    long nanos = System.nanoTime() - start;
    return new Latency(
        histogram.getTotalCount(),
        warm.getTotalCount(),
        percentile(histogram, 50),
        percentile(histogram, 90),
        percentile(histogram, 95),
        percentile(histogram, 99),
        histogram.getMaxValue() / NANOS_PER_MICRO,
        histogram.getMean() / NANOS_PER_MICRO,
        histogram.getTotalCount() * NANOS_PER_SECOND / nanos);
  }

  private static Histogram repeat(Runnable task, Phase phase) {
    Histogram histogram = new Histogram(DIGITS);
    long begin = System.nanoTime();
    long before = begin;
    while (histogram.getTotalCount() < phase.runs || before - begin < phase.nanos) {
      before = System.nanoTime();
      task.run();
      long after = System.nanoTime();
      histogram.recordValue(after - before);
      before = after;
    }
    return histogram;
  }

  private static @Nullable Double percentile(Histogram histogram, double percent) {
    return histogram.getTotalCount() < Percentile.samplesFor(percent)
        ? null
        : histogram.getValueAtPercentile(percent) / NANOS_PER_MICRO;
  }
}
