package io.infer4j.convert;

import io.infer4j.DType;

/**
 * Some elements on their way from one tensor to another, in an array that fits in the first-level
 * cache. Runs of elements are read, turned from rows into columns, and written as runs again.
 */
abstract class ElementBlock {
  /** How many elements there is room for. */
  static final int ROOM = 4096;

  /** A block for that much; of the same numbers, or by way of real ones or integers. */
  static ElementBlock between(
      QuantizedTensor from, QuantizedTensor to, int elements, IntegerOverflow misfit) {
    int room = Math.max(1, Math.min(ROOM, elements));
    DType dtype = from.tensor.dtype();
    if (from.real || dtype == DType.FLOAT32) {
      return new FloatBlock(from, to, room);
    }
    return dtype == to.tensor.dtype() && dtype.byteSize() == 1
        ? new ByteBlock(from.tensor, to.tensor, room)
        : new LongBlock(from.tensor, to.tensor, room, misfit);
  }

  /**
   * Takes {@code count} elements from element {@code from} on.
   *
   * @param at where in the block they go
   * @param channel the first one's index along the axis of the scales, if there is one
   * @param step what the channel grows by from one element to the next: 0 or 1
   */
  abstract void read(int from, int at, int count, int channel, int step);

  /** Makes {@code columns} rows of {@code rows} elements of {@code rows} rows. */
  abstract void turn(int rows, int columns);

  /** Gives {@code count} elements to element {@code to} on, see {@link #read}. */
  abstract void write(int to, int at, int count, int channel, int step);
}
