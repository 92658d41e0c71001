package io.infer4j.nms;

/**
 * Matrix suppression: each shape loses score by its overlap with each better one, less what that
 * one itself overlaps its betters. A pair without an overlap has a factor of 1 or more, and the
 * factor of the best shape, which overlaps no better one, is at most 1; so the least factor is that
 * of the pairs that intersect, or 1.
 */
final class Matrix implements Rule {
  private final boolean gaussian;
  private final double sigma;
  private final float minScore;

  /** The largest overlap of each shape with a better one. */
  private float[] covered = new float[0];

  private Matrix(boolean gaussian, double sigma, float minScore) {
    this.gaussian = gaussian;
    this.sigma = sigma;
    this.minScore = minScore;
  }

  static Matrix linear(float minScore) {
    return new Matrix(false, 0, minScore);
  }

  static Matrix gaussian(double sigma, float minScore) {
    return new Matrix(true, sigma, minScore);
  }

  @Override
  public void judge(Shapes shapes, Grid grid, int from, int to) {
    if (covered.length < to) {
      covered = new float[to];
    }
    grid.reset(shapes, from, to);
    for (int p = from; p < to; p++) {
      shapes.kept[p] = false;
      if (Float.isNaN(shapes.score[p])) {
        continue;
      }
      shapes.score[p] *= (float) factor(shapes, grid, p);
      shapes.kept[p] = shapes.score[p] >= minScore;
      grid.add(p);
    }
  }

  private double factor(Shapes shapes, Grid grid, int p) {
    double least = 1;
    covered[p] = 0;
    int count = grid.near(p);
    for (int n = 0; n < count; n++) {
      int better = grid.found[n];
      float iou = shapes.iou(better, p);
      covered[p] = Math.max(covered[p], iou);
      // 0 / 0, where all three of p, its better and that one's better are one box, is no less.
      double factor = factor(iou, covered[better]);
      least = factor < least ? factor : least;
    }
    return least;
  }

  private double factor(double iou, double compensation) {
    return gaussian
        ? Math.exp(-sigma * (iou * iou - compensation * compensation))
        : (1 - iou) / (1 - compensation);
  }
}
