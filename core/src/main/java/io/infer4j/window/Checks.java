package io.infer4j.window;

/** Arguments that several of this package's classes take, refused in the same words. */
final class Checks {
  private Checks() {}

  static int positive(String what, int value) {
    if (value < 1) {
      throw new IllegalArgumentException("expected " + what + " of 1 or more, got " + value);
    }
    return value;
  }

  /** Negated so that NaN is refused too. */
  static double ratio(double overlap) {
    if (!(overlap >= 0 && overlap < 1)) {
      throw new IllegalArgumentException(
          "expected an overlap ratio of at least 0 and less than 1, got " + overlap);
    }
    return overlap;
  }

  /** MONAI's interval; the order of the operations decides how 100 * (1 - 0.9) is cut. */
  static int interval(int size, double overlap) {
    return Math.max(1, (int) (size * (1.0 - ratio(overlap))));
  }
}
