package io.infer4j.nms;

/**
 * The boxes of one run, in the order in which they are judged, an array per field so that the inner
 * loops read memory in a row. A segment is a box from y 0 to 1 whose measure is its length plus a
 * little: then its intersection over union is that of the box.
 *
 * <p>All arithmetic is in float32 and in the order of torchvision's, so that overlaps are equal to
 * its bit for bit.
 */
final class Shapes {
  /** Index in the caller's arrays. */
  int[] item = new int[0];

  float[] x1 = new float[0];
  float[] y1 = new float[0];
  float[] x2 = new float[0];
  float[] y2 = new float[0];

  /** Area, or length of a segment; NaN or infinite where the coordinates are. */
  float[] measure = new float[0];

  float[] score = new float[0];

  /** The verdict. */
  boolean[] kept = new boolean[0];

  void reserve(int count) {
    if (item.length < count) {
      item = new int[count];
      x1 = new float[count];
      y1 = new float[count];
      x2 = new float[count];
      y2 = new float[count];
      measure = new float[count];
      score = new float[count];
      kept = new boolean[count];
    }
  }

  void putBox(int p, float[] boxes, int i) {
    x1[p] = boxes[4 * i];
    y1[p] = boxes[4 * i + 1];
    x2[p] = boxes[4 * i + 2];
    y2[p] = boxes[4 * i + 3];
    measure[p] = (x2[p] - x1[p]) * (y2[p] - y1[p]);
  }

  void putSegment(int p, float[] segments, int i, float extraLength) {
    x1[p] = segments[2 * i];
    y1[p] = 0;
    x2[p] = segments[2 * i + 1];
    y2[p] = 1;
    measure[p] = x2[p] - x1[p] + extraLength;
  }

  /**
   * Whether this one can have an overlap above 0 with anything. Where the answer is no, every
   * overlap is 0 (of either sign), below 0 or NaN:
   *
   * <ul>
   *   <li>x2 &lt;= x1: the intersection is no wider than that, so its width is 0 (or, rounded, the
   *       same); likewise in height; 0 times infinity is NaN.
   *   <li>A measure of 0 of a proper box is an underflow; the product of the smaller sides of an
   *       intersection underflows too, as rounding never reorders.
   *   <li>A NaN coordinate makes the measure NaN, so the union and the overlap are NaN.
   *   <li>An infinite measure makes the union infinite or NaN: a finite intersection over it is 0,
   *       an infinite one NaN.
   * </ul>
   */
  boolean canOverlap(int p) {
    return x2[p] > x1[p] && y2[p] > y1[p] && measure[p] > 0 && measure[p] <= Float.MAX_VALUE;
  }

  /** Whether the intersection has a width and a height; if not, the overlap is 0 or NaN. */
  boolean intersect(int i, int j) {
    return x1[i] < x2[j] && x1[j] < x2[i] && y1[i] < y2[j] && y1[j] < y2[i];
  }

  /** Intersection over union. */
  float iou(int i, int j) {
    float width = min(x2[i], x2[j]) - max(x1[i], x1[j]);
    float height = min(y2[i], y2[j]) - max(y1[i], y1[j]);
    float intersection = max(0, width) * max(0, height);
    return intersection / (measure[i] + measure[j] - intersection);
  }

  /**
   * Intersection over union less the squared distance of the centres over the squared diagonal of
   * the box around both. Never above {@link #iou}: what is taken off is 0 or more, or NaN.
   */
  float diou(int i, int j) {
    float dx = (x1[i] + x2[i]) / 2 - (x1[j] + x2[j]) / 2;
    float dy = (y1[i] + y2[i]) / 2 - (y1[j] + y2[j]) / 2;
    float width = max(x2[i], x2[j]) - min(x1[i], x1[j]);
    float height = max(y2[i], y2[j]) - min(y1[i], y1[j]);
    float diou = iou(i, j) - (dx * dx + dy * dy) / (width * width + height * height);
    return Math.max(-1, Math.min(1, diou));
  }

  // As in C++: a NaN on the right loses, and the compiler makes single instructions of them.

  private static float max(float a, float b) {
    return a < b ? b : a;
  }

  private static float min(float a, float b) {
    return b < a ? b : a;
  }
}
