package io.infer4j.image;

/**
 * One resize convention: makes the rows of the scaled image one by one, reading each source row
 * when it is first needed. A few rows, resized along their own length, are kept for the rows that
 * follow; there is never a whole image in between.
 *
 * <p>A row holds the needed columns only, in an array for each sample: the pixels' first samples,
 * second and third. All loops run over whole arrays with one and the same index, which is what
 * compilers turn into vector instructions.
 */
abstract class Resampler {
  static Resampler of(Resize resize) {
    return switch (resize) {
      case PILLOW -> new PillowResampler();
      case OPENCV_LINEAR -> new OpenCvLinearResampler();
      case HALF_PIXEL -> new HalfPixelResampler();
      case NEAREST -> new NearestResampler();
    };
  }

  /**
   * Builds the tables for sources of one size.
   *
   * @param samples how many samples a pixel has
   */
  abstract void plan(Axis columns, Axis rows, int samples);

  /** The source columns that will be read, ascending. */
  abstract int[] sourceColumns();

  /** Forgets the rows that are kept, because the pixels are others now. */
  abstract void restart();

  /** Makes needed row {@code y}, counted from the first one; rows are asked for in order. */
  abstract void row(int y, RowReader in, RowWriter out);
}
