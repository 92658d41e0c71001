package io.infer4j.window;

import java.util.Arrays;

/**
 * The windows of a {@link GridWindows grid} over an image of known size, the last dimension varying
 * fastest. Starts count from the corner of the padded image, which begins {@link #padBefore}
 * elements before the image's own. Immutable.
 */
public final class GridPlan {
  private final int[] image;
  private final int[] size;
  private final int[] padded;
  private final int[][] starts;
  private final int count;

  GridPlan(int[] image, int[] size, double[] overlap) {
    this.image = image.clone();
    this.size = size;
    this.padded = new int[size.length];
    this.starts = new int[size.length][];
    long windows = 1;
    for (int dim = 0; dim < size.length; dim++) {
      Checks.positive("an image size in dimension " + dim, image[dim]);
      padded[dim] = Math.max(image[dim], size[dim]);
      starts[dim] = starts(padded[dim], size[dim], overlap[dim]);
      windows *= starts[dim].length;
      if (windows > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "more than 2^31-1 windows of "
                + Arrays.toString(size)
                + " in an image of "
                + Arrays.toString(image));
      }
    }
    this.count = (int) windows;
  }

  private static int[] starts(int image, int size, double overlap) {
    int interval = image == size ? size : Checks.interval(size, overlap);
    int last = image - size;
    int[] starts = new int[1 + (int) (((long) last + interval - 1) / interval)];
    for (int i = 0; i < starts.length; i++) {
      starts[i] = (int) Math.min((long) i * interval, last);
    }
    return starts;
  }

  /** The number of dimensions. */
  public int rank() {
    return size.length;
  }

  /** The number of windows. */
  public int count() {
    return count;
  }

  /**
   * Where that window starts in that dimension of the padded image.
   *
   * @throws IndexOutOfBoundsException if there is no such window or dimension
   */
  public int start(int window, int dim) {
    if (window < 0 || window >= count) {
      throw new IndexOutOfBoundsException("window " + window + " of " + count);
    }
    int index = window;
    for (int d = size.length - 1; d > dim; d--) {
      index /= starts[d].length;
    }
    return starts[dim][index % starts[dim].length];
  }

  /** The size of a window in that dimension. */
  public int size(int dim) {
    return size[dim];
  }

  /** The size of the image in that dimension. */
  public int image(int dim) {
    return image[dim];
  }

  /** The size of the padded image in that dimension: that of the image, at least the window's. */
  public int padded(int dim) {
    return padded[dim];
  }

  /** The padding before the image in that dimension: half of what is missing, rounded down. */
  public int padBefore(int dim) {
    return (padded[dim] - image[dim]) / 2;
  }

  /** For instance {@code 9 windows of [96, 96] over [200, 200]}. */
  @Override
  public String toString() {
    return count + " windows of " + Arrays.toString(size) + " over " + Arrays.toString(image);
  }
}
