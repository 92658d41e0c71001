package io.infer4j.image;

/**
 * Gives pixels of an image row as ints: the first sample in the lowest eight bits, then the second
 * and third where there are three. What lies above them may be anything.
 *
 * <p>Few pixels of a row are needed in a downscale, so they are picked from the source one by one,
 * four bytes at once; all arithmetic happens afterwards, in plain loops over int arrays, which
 * compilers turn into vector instructions.
 */
abstract class RowReader {
  /** How many samples a pixel has: 1 or 3. */
  final int samples;

  RowReader(int samples) {
    this.samples = samples;
  }

  static RowReader of(PixelFormat format, ChannelOrder order) {
    RowReader rows =
        switch (format) {
          case RGB, BGR -> new ThreeByteRows();
          case RGBA, BGRA -> new FourByteRows();
          case GRAY -> new OneByteRows();
          case ARGB -> new ArgbRows();
          case YUV -> new YuvRows();
        };
    boolean convert = order == ChannelOrder.GRAY && rows.samples == 3;
    return convert ? new GrayRows(rows, format.blueFirst) : rows;
  }

  /**
   * Reads this image from now on.
   *
   * @param columns all columns that will be picked, ascending
   */
  abstract void open(Image image, int[] columns);

  /** Goes to row {@code y}. */
  abstract void row(int y);

  /** Puts the pixels of these columns of the row into {@code pixels}. */
  abstract void pick(int[] columns, int[] pixels);
}
