package io.infer4j.window;

import java.util.Arrays;

/**
 * Boxes with a score and a class each, in float32, in a list that grows; made to be {@link #clear
 * cleared} and filled again. Boxes are [x1, y1, x2, y2] in pixels. For one thread at a time.
 */
public final class Detections {
  private int count;
  private float[] boxes = new float[64];
  private float[] scores = new float[16];
  private int[] classes = new int[16];

  /** An empty list. */
  public Detections() {}

  /**
   * Adds a detection.
   *
   * @throws IllegalArgumentException if a number is NaN or infinite
   */
  public void add(float x1, float y1, float x2, float y2, float score, int classId) {
    boolean finite =
        Float.isFinite(x1) && Float.isFinite(y1) && Float.isFinite(x2) && Float.isFinite(y2);
    if (!finite || !Float.isFinite(score)) {
      throw new IllegalArgumentException(
          "expected finite numbers, got box ["
              + x1
              + ", "
              + y1
              + ", "
              + x2
              + ", "
              + y2
              + "] of score "
              + score);
    }
    if (count == scores.length) {
      boxes = Arrays.copyOf(boxes, Math.multiplyExact(boxes.length, 2));
      scores = Arrays.copyOf(scores, scores.length * 2);
      classes = Arrays.copyOf(classes, classes.length * 2);
    }
    int at = 4 * count;
    boxes[at] = x1;
    boxes[at + 1] = y1;
    boxes[at + 2] = x2;
    boxes[at + 3] = y2;
    scores[count] = score;
    classes[count++] = classId;
  }

  /**
   * Adds a detection in a tile, whose box counts from the tile's corner.
   *
   * @throws IllegalArgumentException as {@link #add}
   * @throws IndexOutOfBoundsException if there is no such tile
   */
  public void addInTile(
      TilePlan plan, int tile, float x1, float y1, float x2, float y2, float score, int classId) {
    int x = plan.x(tile);
    int y = plan.y(tile);
    add(x1 + x, y1 + y, x2 + x, y2 + y, score, classId);
  }

  /** Removes all, keeping the memory. */
  public void clear() {
    count = 0;
  }

  /** The number of detections. */
  public int count() {
    return count;
  }

  /** The left edge. */
  public float x1(int index) {
    return boxes[4 * check(index)];
  }

  /** The upper edge. */
  public float y1(int index) {
    return boxes[4 * check(index) + 1];
  }

  /** The right edge. */
  public float x2(int index) {
    return boxes[4 * check(index) + 2];
  }

  /** The lower edge. */
  public float y2(int index) {
    return boxes[4 * check(index) + 3];
  }

  /** The score. */
  public float score(int index) {
    return scores[check(index)];
  }

  /** The class. */
  public int classId(int index) {
    return classes[check(index)];
  }

  private int check(int index) {
    if (index < 0 || index >= count) {
      throw new IndexOutOfBoundsException("detection " + index + " of " + count);
    }
    return index;
  }

  /** All of them, for debugging. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < count; i++) {
      text.append(i == 0 ? "" : ", ")
          .append(Arrays.toString(Arrays.copyOfRange(boxes, 4 * i, 4 * i + 4)))
          .append(" score ")
          .append(scores[i])
          .append(" class ")
          .append(classes[i]);
    }
    return text.append(']').toString();
  }
}
