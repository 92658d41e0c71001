package io.infer4j.nms;

/** Moves the borders of kept segments to the mean of all segments that agree with them. */
final class Voting {
  private final float threshold;
  private final Shapes shapes = new Shapes();
  private final Grid grid = new Grid(true);

  Voting(float threshold) {
    this.threshold = threshold;
  }

  /** Loads the voters: all segments, kept or not, by their original scores. */
  void load(float[] segments, float[] scores, int count) {
    shapes.reserve(count);
    for (int p = 0; p < count; p++) {
      shapes.score[p] = scores[p];
      // Unlike suppression, ActionFormer's voting adds nothing to the length.
      shapes.putSegment(p, segments, p, 0);
    }
    grid.reset(shapes, 0, count);
    for (int p = 0; p < count; p++) {
      if (scores[p] > 0 && scores[p] <= Float.MAX_VALUE) {
        grid.add(p);
      }
    }
  }

  /** Writes the mean start and end of the voters of a segment, if it has any. */
  void vote(int segment, float[] target, int at) {
    double weight = 0;
    double start = 0;
    double end = 0;
    int count = grid.near(segment);
    for (int n = 0; n < count; n++) {
      int voter = grid.found[n];
      if (shapes.iou(segment, voter) >= threshold) {
        weight += shapes.score[voter];
        start += (double) shapes.score[voter] * shapes.x1[voter];
        end += (double) shapes.score[voter] * shapes.x2[voter];
      }
    }
    if (weight > 0) {
      target[at] = (float) (start / weight);
      target[at + 1] = (float) (end / weight);
    }
  }
}
