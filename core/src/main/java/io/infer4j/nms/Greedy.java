package io.infer4j.nms;

/** The next best shape stays unless one that stays overlaps it too much. */
final class Greedy implements Rule {
  enum Overlap {
    /** Boxes: suppressed above the threshold, as torchvision. */
    IOU,
    /** Boxes, likewise. */
    DIOU,
    /** Segments: suppressed at or above the threshold in float32, as ActionFormer. */
    SEGMENT
  }

  private final Overlap overlap;
  private final double threshold;

  Greedy(Overlap overlap, double threshold) {
    this.overlap = overlap;
    this.threshold = overlap == Overlap.SEGMENT ? (float) threshold : threshold;
  }

  @Override
  public void judge(Shapes shapes, Grid grid, int from, int to) {
    if (apartIsTooMuch()) {
      judgeByAll(shapes, from, to);
      return;
    }
    grid.reset(shapes, from, to);
    for (int p = from; p < to; p++) {
      shapes.kept[p] = !anyTooMuch(shapes, grid, p);
      if (shapes.kept[p]) {
        grid.add(p);
      }
    }
  }

  /**
   * Whether the threshold is so low that even shapes without an intersection suppress each other.
   * If not, only pairs that the grid finds can: the overlap of all others is 0, below 0 or NaN.
   */
  private boolean apartIsTooMuch() {
    return overlap == Overlap.SEGMENT ? threshold <= 0 : threshold < 0;
  }

  private boolean anyTooMuch(Shapes shapes, Grid grid, int p) {
    int count = grid.nearMiddle(p, threshold);
    for (int n = 0; n < count; n++) {
      if (tooMuch(shapes, grid.found[n], p)) {
        return true;
      }
    }
    return false;
  }

  /** The definition itself; where almost everything suppresses, little is kept to compare with. */
  private void judgeByAll(Shapes shapes, int from, int to) {
    for (int p = from; p < to; p++) {
      boolean kept = true;
      for (int q = from; q < p && kept; q++) {
        kept = !shapes.kept[q] || !tooMuch(shapes, q, p);
      }
      shapes.kept[p] = kept;
    }
  }

  private boolean tooMuch(Shapes shapes, int better, int p) {
    return switch (overlap) {
      case IOU -> shapes.iou(better, p) > threshold;
      case DIOU -> shapes.diou(better, p) > threshold;
      case SEGMENT -> shapes.iou(better, p) >= threshold;
    };
  }
}
