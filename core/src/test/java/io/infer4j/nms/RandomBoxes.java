package io.infer4j.nms;

/** RandomBoxes of a kind, ordinary or adversarial; the twin of the class in make_nms_vectors.py. */
final class RandomBoxes {
  private static final double[] THRESHOLDS = {
    0.0, 0.1, 0.25, 0.3, 1 / 3.0, 0.45, 0.5, 0.7, 0.9, 1.0, -0.1, -1.0, 1.5, 0.3f
  };
  private static final double[] COORDINATES = {
    Double.NaN, 1 / 0.0, -1 / 0.0, 3e38, -3e38, 1e-40, -0.0, 0.0
  };
  private static final double[] SCORES = {
    Double.NaN, 1 / 0.0, -1 / 0.0, -0.0, 0.0, -1.0, 1e-40, 3e38
  };

  final int n;
  final int kind;
  final double threshold;
  final float[] boxes;
  final float[] scores;
  final int[] classes;

  /** Small cases of all kinds below {@code kinds}. */
  static RandomBoxes small(long seed, int kinds, int most) {
    Draws d = new Draws(seed);
    return new RandomBoxes(d, d.below(most + 1), kinds, 0);
  }

  /** n boxes in a square of that size; of kind 0 if it is 0. */
  static RandomBoxes big(long seed, int n, int size) {
    return new RandomBoxes(new Draws(seed), n, 1, size);
  }

  private RandomBoxes(Draws d, int n, int kinds, int size) {
    this.n = n;
    kind = d.below(kinds);
    threshold = THRESHOLDS[d.below(THRESHOLDS.length)];
    boxes = new float[4 * n];
    scores = new float[n];
    classes = new int[n];
    for (int i = 0; i < n; i++) {
      draw(d, size, i);
      classes[i] = d.below(3);
    }
  }

  private void draw(Draws d, int size, int i) {
    double[] box;
    double score;
    if (size > 0) {
      box = box(d.unit() * size, d.unit() * size, 10 + 100 * d.unit(), 10 + 100 * d.unit());
      score = d.unit();
    } else if (kind == 1 || kind == 2) {
      box = box(d.unit() * 50, d.unit() * 50, 1 + 20 * d.unit(), 1 + 20 * d.unit());
      score = kind == 1 ? d.unit() : d.below(4) / 4.0;
    } else if (kind == 3) {
      int base = d.below(3) * 4;
      box = box(base + d.below(2) / 1024.0, base + d.below(2) / 1024.0, 8, 8);
      score = d.below(16) / 16.0;
    } else if (kind == 4) {
      box = box(d.below(8), d.below(8), d.below(8) - 2, d.below(8) - 2);
      score = d.below(8) / 8.0;
    } else {
      box = box(d.below(16), d.below(16), 1 + d.below(8), 1 + d.below(8));
      score = d.below(8) / 8.0;
      if (kind == 5) {
        for (int k = 0; k < 4; k++) {
          box[k] = d.below(8) == 0 ? COORDINATES[d.below(8)] : box[k];
        }
        score = d.below(4) == 0 ? SCORES[d.below(8)] : score;
      }
    }
    for (int k = 0; k < 4; k++) {
      boxes[4 * i + k] = (float) box[k];
    }
    scores[i] = (float) score;
  }

  private static double[] box(double x, double y, double width, double height) {
    return new double[] {x, y, x + width, y + height};
  }

  /** The boxes' extents in x. */
  float[] segments() {
    float[] segments = new float[2 * n];
    for (int i = 0; i < n; i++) {
      segments[2 * i] = boxes[4 * i];
      segments[2 * i + 1] = boxes[4 * i + 2];
    }
    return segments;
  }

  @Override
  public String toString() {
    return n + " boxes of kind " + kind + ", threshold " + threshold;
  }
}
