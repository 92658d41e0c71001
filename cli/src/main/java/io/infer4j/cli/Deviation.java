package io.infer4j.cli;

/**
 * How far values are from expected ones, against how much the expected ones vary: 0 where they are
 * equal, about 1.4 where they have nothing to do with each other.
 */
final class Deviation {
  private double differences;
  private double sum;
  private double squares;
  private long count;

  void add(double[] expected, double[] actual) {
    for (int i = 0; i < expected.length; i++) {
      double difference = expected[i] == actual[i] ? 0 : expected[i] - actual[i];
      differences += difference * difference;
      sum += expected[i];
      squares += expected[i] * expected[i];
    }
    count += expected.length;
  }

  /** Infinite where a NaN or an infinity is on one side only, or where there are no values. */
  double error() {
    if (count == 0) {
      return Double.POSITIVE_INFINITY;
    }
    double variation = squares - sum * sum / count;
    // Values that do not vary are equal up to rounding, or they are others.
    double least = 1e-6 * squares + 1e-12 * count;
    double error = Math.sqrt(differences / Math.max(variation, least));
    return Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
  }
}
