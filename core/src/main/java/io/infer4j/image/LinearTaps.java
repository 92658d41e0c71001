package io.infer4j.image;

/** For each target pixel along an axis, the two source pixels that it mixes. */
final class LinearTaps {
  final int[] first;
  final int[] second;

  LinearTaps(int count) {
    first = new int[count];
    second = new int[count];
  }

  /** All source pixels that occur, ascending, each once; both lists ascend. */
  int[] sources() {
    int[] sources = new int[2 * first.length];
    int count = 0;
    for (int i = 0; i < first.length; i++) {
      if (count == 0 || first[i] > sources[count - 1]) {
        sources[count++] = first[i];
      }
      if (second[i] > sources[count - 1]) {
        sources[count++] = second[i];
      }
    }
    return java.util.Arrays.copyOf(sources, count);
  }
}
