package io.infer4j.nms;

/** Ways of writing boxes. */
public final class Boxes {
  private Boxes() {}

  /**
   * Turns boxes of centre x, centre y, width, height into x1, y1, x2, y2, in place.
   *
   * @param boxes any number of boxes, one after the other
   * @throws IllegalArgumentException if the length is not a multiple of 4
   */
  public static void fromCenter(float[] boxes) {
    if (boxes.length % 4 != 0) {
      throw new IllegalArgumentException(
          "expected boxes of 4 floats each, got " + boxes.length + " floats");
    }
    for (int i = 0; i < boxes.length; i += 4) {
      float halfWidth = boxes[i + 2] / 2;
      float halfHeight = boxes[i + 3] / 2;
      boxes[i + 2] = boxes[i] + halfWidth;
      boxes[i + 3] = boxes[i + 1] + halfHeight;
      boxes[i] -= halfWidth;
      boxes[i + 1] -= halfHeight;
    }
  }
}
