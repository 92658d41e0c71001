package io.infer4j.image;

import io.infer4j.DType;
import io.infer4j.Layout;
import io.infer4j.Tensor;

/**
 * Turns rows of pixel values into a tensor's elements, straight in its memory. Whole pixel values
 * (0 to 255) are looked up, so that a mean, a quantization or half precision costs nothing extra.
 *
 * <p>A target row is put together in an array, in the target's layout and with its borders, and
 * copied to the tensor's memory in one piece a plane: far quicker than element by element.
 */
abstract class RowWriter {
  private final int width;
  private final int height;
  private final int channels;
  private final boolean planar;
  private int left;
  private int columns;

  /** For each channel, which sample of a row it takes. */
  private int[] samples = {};

  /** Elements before the image that is being written. */
  private int first;

  private int y;

  RowWriter(Preprocessing preprocessing) {
    width = preprocessing.width();
    height = preprocessing.height();
    channels = preprocessing.channels().channels();
    planar = preprocessing.layout().equals(Layout.NCHW);
  }

  static RowWriter of(DType dtype, Preprocessing preprocessing) {
    return switch (dtype) {
      case FLOAT32 -> new FloatWriter(preprocessing);
      case FLOAT16 -> new HalfWriter(preprocessing);
      case INT8, UINT8 -> new ByteWriter(preprocessing, dtype);
      default ->
          throw new IllegalArgumentException(
              "expected a tensor of float32, float16, uint8 or int8, got " + dtype);
    };
  }

  /**
   * Says where rows lie.
   *
   * @param newLeft the column of their first pixel; columns before and behind keep the border
   * @param newSamples for each channel of the target, which sample of the row it is
   */
  final void place(int newLeft, int newColumns, int[] newSamples) {
    left = newLeft;
    columns = newColumns;
    samples = newSamples;
    clear();
  }

  /** Begins with the first row of image {@code index}. */
  final void start(int index) {
    first = index * channels * height * width;
    y = 0;
  }

  /** Writes the next row, of whole pixel values. */
  final void write(int[][] values) {
    for (int c = 0; c < channels; c++) {
      int[] sample = values[samples[c]];
      if (planar) {
        look(sample, columns, c, c * width + left);
      } else if (channels == 1) {
        look(sample, columns, c, left);
      } else {
        lookByThree(sample, columns, c, left * 3 + c);
      }
    }
    put(false);
  }

  /** Writes the next row, of values that need not be whole. */
  final void write(float[][] values) {
    for (int c = 0; c < channels; c++) {
      float[] sample = values[samples[c]];
      if (planar) {
        convert(sample, columns, c, c * width + left, 1);
      } else {
        convert(sample, columns, c, left * channels + c, channels);
      }
    }
    put(false);
  }

  /** Writes the next row, of the border's colour. */
  final void writeBorder() {
    put(true);
  }

  private void put(boolean border) {
    if (planar) {
      for (int c = 0; c < channels; c++) {
        put(border, c * width, width, first + (c * height + y) * width);
      }
    } else {
      put(border, 0, width * channels, first + y * width * channels);
    }
    y++;
  }

  /** Writes to this tensor from now on. */
  abstract void open(Tensor tensor);

  /** Gives the whole row the border's colour. */
  abstract void clear();

  /** The first {@code count} values to the row, from {@code to} on. */
  abstract void look(int[] values, int count, int channel, int to);

  /** As {@link #look}, to every third element; apart, because compilers want a constant step. */
  abstract void lookByThree(int[] values, int count, int channel, int to);

  /** As {@link #look}, for values that are not in the table, to every {@code step}-th element. */
  abstract void convert(float[] values, int count, int channel, int to, int step);

  /** A piece of the row (of an empty row where {@code border}) to the tensor. */
  abstract void put(boolean border, int from, int count, int to);
}
