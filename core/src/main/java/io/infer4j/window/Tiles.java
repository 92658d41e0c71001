package io.infer4j.window;

/**
 * How large images are cut into tiles, as SAHI's {@code get_slice_bboxes} does: neighbours share
 * int(ratio * size) pixels, the last tile of a row or column is shifted inward until it ends with
 * the image, and where the image is smaller than a tile, the tile is cut to the image. Immutable;
 * each method gives a changed copy.
 *
 * <pre>{@code
 * TilePlan plan = Tiles.of(640, 640).overlap(0.2).plan(1920, 1080); // 8 tiles
 * }</pre>
 */
public final class Tiles {
  private final int width;
  private final int height;
  private final double overlapX;
  private final double overlapY;
  private final boolean fullImage;

  private Tiles(int width, int height, double overlapX, double overlapY, boolean fullImage) {
    this.width = Checks.positive("a tile width", width);
    this.height = Checks.positive("a tile height", height);
    this.overlapX = Checks.ratio(overlapX);
    this.overlapY = Checks.ratio(overlapY);
    this.fullImage = fullImage;
  }

  /**
   * Tiles of that size with SAHI's default overlap, 0.2, and no pass over the full image.
   *
   * @throws IllegalArgumentException if one is below 1
   */
  public static Tiles of(int width, int height) {
    return new Tiles(width, height, 0.2, 0.2, false);
  }

  /**
   * With that part of a tile shared with its neighbour.
   *
   * @throws IllegalArgumentException if it is NaN, negative, or not less than 1
   */
  public Tiles overlap(double ratio) {
    return overlap(ratio, ratio);
  }

  /**
   * With those parts of a tile's width and height shared with its neighbour.
   *
   * @throws IllegalArgumentException if one is NaN, negative, or not less than 1
   */
  public Tiles overlap(double ratioX, double ratioY) {
    return new Tiles(width, height, ratioX, ratioY, fullImage);
  }

  /**
   * With the full image as one more tile, the last, where there are several: large objects are
   * found there.
   */
  public Tiles fullImage(boolean also) {
    return new Tiles(width, height, overlapX, overlapY, also);
  }

  /**
   * The tiles of an image of that size.
   *
   * @throws IllegalArgumentException if one is below 1, or there are more than 2^31-1 tiles
   */
  public TilePlan plan(int imageWidth, int imageHeight) {
    return new TilePlan(
        imageWidth,
        imageHeight,
        starts(Checks.positive("an image width", imageWidth), width, overlapX),
        starts(Checks.positive("an image height", imageHeight), height, overlapY),
        Math.min(width, imageWidth),
        Math.min(height, imageHeight),
        fullImage);
  }

  private static int[] starts(int image, int size, double ratio) {
    if (image <= size) {
      return new int[1];
    }
    // A ratio next to 1 rounds up to the whole size, which would never end.
    int step = Math.max(1, size - (int) (ratio * size));
    int last = image - size;
    int[] starts = new int[1 + (int) (((long) last + step - 1) / step)];
    for (int i = 0; i < starts.length; i++) {
      starts[i] = (int) Math.min((long) i * step, last);
    }
    return starts;
  }

  /** For instance {@code tiles of 640 x 640, overlap 0.2 x 0.2}. */
  @Override
  public String toString() {
    return "tiles of " + width + " x " + height + ", overlap " + overlapX + " x " + overlapY;
  }
}
