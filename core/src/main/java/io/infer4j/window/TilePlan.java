package io.infer4j.window;

/**
 * The {@link Tiles} of an image of known size, row by row, in pixels; the full image last, if it
 * was asked for. Immutable.
 */
public final class TilePlan {
  private final int imageWidth;
  private final int imageHeight;
  private final int[] xs;
  private final int[] ys;
  private final int width;
  private final int height;
  private final int tiles;
  private final int count;

  TilePlan(
      int imageWidth,
      int imageHeight,
      int[] xs,
      int[] ys,
      int width,
      int height,
      boolean fullImage) {
    this.imageWidth = imageWidth;
    this.imageHeight = imageHeight;
    this.xs = xs;
    this.ys = ys;
    this.width = width;
    this.height = height;
    long all = (long) xs.length * ys.length;
    if (all >= Integer.MAX_VALUE) {
      throw new IllegalArgumentException("more than 2^31-1 tiles: " + all);
    }
    this.tiles = (int) all;
    this.count = fullImage && tiles > 1 ? tiles + 1 : tiles;
  }

  /** The number of tiles, with the full image if it is one. */
  public int count() {
    return count;
  }

  /** Whether that tile is the full image. */
  public boolean isFullImage(int tile) {
    return check(tile) == tiles || (width == imageWidth && height == imageHeight);
  }

  /** The left edge of that tile. */
  public int x(int tile) {
    return check(tile) == tiles ? 0 : xs[tile % xs.length];
  }

  /** The upper edge of that tile. */
  public int y(int tile) {
    return check(tile) == tiles ? 0 : ys[tile / xs.length];
  }

  /** The width of that tile. */
  public int width(int tile) {
    return check(tile) == tiles ? imageWidth : width;
  }

  /** The height of that tile. */
  public int height(int tile) {
    return check(tile) == tiles ? imageHeight : height;
  }

  private int check(int tile) {
    if (tile < 0 || tile >= count) {
      throw new IndexOutOfBoundsException("tile " + tile + " of " + count);
    }
    return tile;
  }

  /** For instance {@code 8 tiles of 640 x 640 over 1920 x 1080}. */
  @Override
  public String toString() {
    return count
        + " tiles of "
        + width
        + " x "
        + height
        + " over "
        + imageWidth
        + " x "
        + imageHeight;
  }
}
