package io.infer4j.image;

/**
 * For each target pixel along an axis, the run of source pixels that it mixes and their weights.
 */
final class PillowTaps {
  static final PillowTaps NONE = new PillowTaps(new int[0], new int[0], new int[0][0]);

  final int[] first;
  final int[] count;

  /** By place in the run, then by target pixel; 0 beyond the run. */
  final int[][] weights;

  private PillowTaps(int[] first, int[] count, int[][] weights) {
    this.first = first;
    this.count = count;
    this.weights = weights;
  }

  /** The weights of the triangle filter, scaled so that they add up to about 2^bits. */
  static PillowTaps of(Axis axis, int bits) {
    double scale = (double) axis.source / axis.scaled;
    double support = Math.max(1, scale);
    int[] first = new int[axis.count];
    int[] count = new int[axis.count];
    int most = 0;
    for (int i = 0; i < axis.count; i++) {
      double centre = (axis.from + i + 0.5) * scale;
      first[i] = Math.max(0, (int) (centre - support + 0.5));
      count[i] = Math.min(axis.source, (int) (centre + support + 0.5)) - first[i];
      most = Math.max(most, count[i]);
    }
    int[][] weights = new int[most][axis.count];
    double narrowing = 1 / support;
    double[] run = new double[most];
    for (int i = 0; i < axis.count; i++) {
      double centre = (axis.from + i + 0.5) * scale;
      double sum = 0;
      for (int j = 0; j < count[i]; j++) {
        run[j] = Math.max(0, 1 - Math.abs((first[i] + j - centre + 0.5) * narrowing));
        sum += run[j];
      }
      for (int j = 0; j < count[i]; j++) {
        double weight = sum == 0 ? run[j] : run[j] / sum;
        weights[j][i] = (int) (0.5 + weight * (1 << bits));
      }
    }
    return new PillowTaps(first, count, weights);
  }

  /** The longest run. */
  int most() {
    return weights.length;
  }

  /** For each target pixel the source pixel at this place of its run, the last one beyond it. */
  int[] pixels(int place) {
    int[] pixels = new int[first.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = first[i] + Math.min(place, count[i] - 1);
    }
    return pixels;
  }

  /** All source pixels that occur, ascending; runs leave no gap between them. */
  int[] sources() {
    int last = first.length - 1;
    int[] sources = new int[first[last] + count[last] - first[0]];
    for (int i = 0; i < sources.length; i++) {
      sources[i] = first[0] + i;
    }
    return sources;
  }
}
