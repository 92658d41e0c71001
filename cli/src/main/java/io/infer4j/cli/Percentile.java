package io.infer4j.cli;

/**
 * How many samples a percentile needs before it says anything. The rule is that of MLPerf's early
 * stopping: so many that, were the true percentile any higher than what is reported, two or more of
 * them would have shown it with 99 % confidence. That gives 64 for p90 and 662 for p99.
 */
final class Percentile {
  private static final double DOUBT = 0.01;

  private Percentile() {}

  /**
   * The number of samples needed.
   *
   * @param percent above 0 and below 100
   */
  static int samplesFor(double percent) {
    double p = percent / 100;
    // The smallest n for which at most one of n samples beyond p is as unlikely as the doubt.
    int n = 1;
    while (Math.pow(p, n) + n * (1 - p) * Math.pow(p, n - 1) > DOUBT) {
      n++;
    }
    return n;
  }
}
