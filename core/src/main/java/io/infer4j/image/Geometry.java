package io.infer4j.image;

/** Where an image lands on the target: what size it is given and where its first pixel lies. */
final class Geometry {
  final int scaledWidth;
  final int scaledHeight;

  /** The target's column of the scaled image's first; negative where columns are cut away. */
  final int left;

  final int top;

  Geometry(int scaledWidth, int scaledHeight, int left, int top) {
    this.scaledWidth = scaledWidth;
    this.scaledHeight = scaledHeight;
    this.left = left;
    this.top = top;
  }

  static Geometry letterbox(int width, int height, int targetWidth, int targetHeight) {
    double ratio = Math.min((double) targetWidth / width, (double) targetHeight / height);
    int scaledWidth = Math.max(1, (int) Math.rint(width * ratio));
    int scaledHeight = Math.max(1, (int) Math.rint(height * ratio));
    return new Geometry(
        scaledWidth,
        scaledHeight,
        (targetWidth - scaledWidth) / 2,
        (targetHeight - scaledHeight) / 2);
  }

  /**
   * The middle of the image after its shorter side became {@code side}, or as it is where that is
   * 0.
   */
  static Geometry centerCrop(int width, int height, int side, int targetWidth, int targetHeight) {
    int scaledWidth = side == 0 ? width : scaled(width, height, side);
    int scaledHeight = side == 0 ? height : scaled(height, width, side);
    return new Geometry(
        scaledWidth,
        scaledHeight,
        centered(scaledWidth, targetWidth),
        centered(scaledHeight, targetHeight));
  }

  private static int scaled(int length, int other, int side) {
    if (length <= other) {
      return side;
    }
    // In double, as Python divides.
    double scaled = (double) ((long) side * length) / other;
    if (scaled > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "an image of sides "
              + length
              + " and "
              + other
              + " is too long to be resized to a shorter"
              + " side of "
              + side);
    }
    return (int) scaled;
  }

  private static int centered(int scaled, int target) {
    return scaled > target ? -(int) Math.rint((scaled - target) / 2.0) : (target - scaled) / 2;
  }
}
