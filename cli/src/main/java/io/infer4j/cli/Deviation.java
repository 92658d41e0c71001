package io.infer4j.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How far an output's values are from expected ones, against how much the expected ones vary from
 * trial to trial: 0 where they are equal, about 1.4 where they have nothing to do with each other.
 * What is the same for every input, such as a pattern that all outputs have, counts for nothing.
 */
final class Deviation {
  /** Beyond it two outputs have nothing to do with each other. */
  static final double LARGEST_ERROR = 0.3;

  /** Of the greatest value: what varies less may be the rounding of one runtime. */
  private static final double ROUNDING = 1e-5;

  /** In how many places values vary, at least: those that vary more count for more. */
  private static final double FEWEST_PLACES = 3;

  private final List<double[]> expected = new ArrayList<>();
  private double differences;
  private long count;

  /** Adds a trial. */
  void add(double[] wanted, double[] got) {
    expected.add(wanted);
    for (int i = 0; i < wanted.length; i++) {
      double difference = Double.compare(wanted[i], got[i]) == 0 ? 0 : wanted[i] - got[i];
      differences += difference * difference;
    }
    count += wanted.length;
  }

  /**
   * Infinite where a NaN or an infinity is on one side only, or where nothing varies.
   *
   * @param constant whether nothing is to vary: then against the greatest value
   */
  double error(boolean constant) {
    return count == 0 || (!constant && !varies(expected))
        ? Double.POSITIVE_INFINITY
        : error(expected, constant);
  }

  /** The same, against how much these trials vary. */
  double error(List<double[]> trials, boolean constant) {
    double error = Math.sqrt(differences / count);
    error = error == 0 ? 0 : error / (constant ? greatest(trials) : spread(trials));
    return Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
  }

  /**
   * Whether the values are others in other trials, by more than rounding, and not in one or two
   * places alone, where two networks may be equal by chance.
   */
  static boolean varies(List<double[]> trials) {
    double[] differences = fromMean(trials);
    double squares = 0;
    double fourths = 0;
    for (double difference : differences) {
      squares += difference * difference;
      fourths += Math.pow(difference, 4);
    }
    double rounding = areWhole(trials) ? 0 : ROUNDING * greatest(trials);
    return spread(trials) > rounding && squares * squares >= FEWEST_PLACES * fourths;
  }

  static boolean areWhole(List<double[]> trials) {
    return trials.stream()
        .flatMapToDouble(Arrays::stream)
        .allMatch(value -> value == Math.rint(value));
  }

  /** The greatest absolute value that is finite. */
  static double greatest(List<double[]> trials) {
    double greatest = 0;
    for (double[] trial : trials) {
      for (double value : trial) {
        greatest = Double.isFinite(value) ? Math.max(greatest, Math.abs(value)) : greatest;
      }
    }
    return greatest;
  }

  /** The standard deviation of a value over the trials. */
  private static double spread(List<double[]> trials) {
    double squares = 0;
    double[] differences = fromMean(trials);
    for (double difference : differences) {
      squares += difference * difference;
    }
    double free = differences.length * (1 - 1.0 / Math.max(2, trials.size()));
    return differences.length == 0 ? 0 : Math.sqrt(squares / free);
  }

  /**
   * How far each value is from its mean over the trials (from that of all values if their number
   * varies); 0 for those that are not finite.
   */
  private static double[] fromMean(List<double[]> trials) {
    int length = trials.isEmpty() ? 0 : trials.get(0).length;
    if (trials.stream().anyMatch(trial -> trial.length != length)) {
      return fromMean(trials.stream().flatMapToDouble(Arrays::stream).toArray());
    }
    double[] all = new double[length * trials.size()];
    double[] values = new double[trials.size()];
    for (int i = 0; i < length; i++) {
      for (int trial = 0; trial < values.length; trial++) {
        values[trial] = trials.get(trial)[i];
      }
      System.arraycopy(fromMean(values), 0, all, i * values.length, values.length);
    }
    return all;
  }

  private static double[] fromMean(double... values) {
    double greatest = greatest(List.of(values));
    double mean = 0;
    int finite = 0;
    for (double value : values) {
      if (Double.isFinite(value)) {
        finite++;
        mean += (value - mean) / finite;
      }
    }
    double[] differences = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      double difference = Double.isFinite(values[i]) ? values[i] - mean : 0;
      // What the mean itself was rounded by.
      differences[i] = Math.abs(difference) <= 1e-14 * greatest ? 0 : difference;
    }
    return differences;
  }
}
