package io.infer4j.nms;

/**
 * Hard non-maximum suppression in one call, for when a few allocations do not matter; {@link
 * BoxNms} and {@link SegmentNms} have the other kinds, and workspaces for loops. Thread-safe.
 */
public final class Nms {
  private Nms() {}

  /**
   * The boxes that no better box overlaps too much; see {@link BoxNms#hard}.
   *
   * @param boxes x1, y1, x2, y2 of each box: four values a score
   * @param scores one a box
   * @return indices of the boxes kept, highest score first
   * @throws IllegalArgumentException if the lengths do not fit each other, or the threshold is NaN
   */
  public static int[] boxes(float[] boxes, float[] scores, double iouThreshold) {
    Check.exactLength("boxes", boxes, 4, scores);
    BoxNms nms = BoxNms.hard(iouThreshold);
    nms.run(boxes, scores, scores.length);
    return nms.indices();
  }

  /**
   * As {@link #boxes(float[], float[], double)}, but boxes of different classes never suppress each
   * other.
   *
   * @param classes one a box, any values
   */
  public static int[] boxes(float[] boxes, float[] scores, int[] classes, double iouThreshold) {
    Check.exactLength("boxes", boxes, 4, scores);
    Check.notNull("classes", classes);
    Check.exactLength("classes", classes.length, scores.length);
    BoxNms nms = BoxNms.hard(iouThreshold);
    nms.run(boxes, scores, classes, scores.length);
    return nms.indices();
  }

  /**
   * The segments that no better segment overlaps too much; see {@link SegmentNms#hard}.
   *
   * @param segments start, end of each segment: two values a score
   * @param scores one a segment
   * @return indices of the segments kept, highest score first
   * @throws IllegalArgumentException if the lengths do not fit each other, or the threshold is NaN
   */
  public static int[] segments(float[] segments, float[] scores, double iouThreshold) {
    Check.exactLength("segments", segments, 2, scores);
    SegmentNms nms = SegmentNms.hard(iouThreshold);
    nms.run(segments, scores, scores.length);
    return nms.indices();
  }
}
