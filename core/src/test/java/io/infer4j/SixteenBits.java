package io.infer4j;

import java.util.function.IntToDoubleFunction;

/** The slow oracle of rounding to a 16-bit float: the definition, by search. */
final class SixteenBits {
  private SixteenBits() {}

  /**
   * The bits of the finite value nearest to a magnitude, ties to even.
   *
   * @param infinity the bits of infinity, one more than those of the largest finite value
   * @param next the value that would follow the largest finite one
   */
  static int nearest(double magnitude, IntToDoubleFunction value, int infinity, double next) {
    if (Double.isInfinite(magnitude)) {
      return infinity;
    }
    int low = 0; // The largest whose value is not above the magnitude.
    int high = infinity;
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (value.applyAsDouble(middle) <= magnitude) {
        low = middle;
      } else {
        high = middle;
      }
    }
    double below = value.applyAsDouble(low);
    double above = low + 1 == infinity ? next : value.applyAsDouble(low + 1);
    // Both differences are exact or far from equal: neighbours within a binade, 53 bits.
    int compared = Double.compare(magnitude - below, above - magnitude);
    return compared < 0 || (compared == 0 && low % 2 == 0) ? low : low + 1;
  }
}
