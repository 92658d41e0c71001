package io.infer4j.rally.evaluation;

/** Pairs frames of two lists. */
final class Matching {
  private Matching() {}

  /**
   * The most pairs there can be, one frame of each list in a pair, at most {@code tolerance} apart.
   * To pair the first two that are near enough leaves most to those that follow.
   *
   * @param a ascending; frames may be equal
   * @param b ascending
   */
  static int largest(long[] a, long[] b, long tolerance) {
    int pairs = 0;
    int i = 0;
    int j = 0;
    while (i < a.length && j < b.length) {
      long distance = a[i] - b[j];
      if (Math.abs(distance) <= tolerance) {
        pairs++;
        i++;
        j++;
      } else if (distance < 0) {
        i++;
      } else {
        j++;
      }
    }
    return pairs;
  }
}
