package io.infer4j.image;

import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** Rows of bytes in the caller's memory. */
final class Plane {
  /** A view of our own of all the memory; never moved, so that threads may share it. */
  final ByteBuffer memory;

  /** The same bytes as a little-endian heap buffer, null where they are no array. */
  final @Nullable ByteBuffer array;

  /** Where the first row begins. */
  final int offset;

  /** Bytes from one row to the next. */
  final int rowStride;

  /** Bytes from one sample to the next. */
  final int pixelStride;

  /**
   * Rows of samples of one byte each, the first {@code skip} bytes after the buffer's position.
   *
   * @param what the caller's word for these bytes
   */
  static Plane samples(
      String what,
      ByteBuffer memory,
      long skip,
      int columns,
      int rows,
      int rowStride,
      int pixelStride) {
    long rowBytes = (columns - 1L) * pixelStride + 1;
    return new Plane(what, memory, skip, rowBytes, rows, rowStride, pixelStride);
  }

  /** Rows of whole pixels of {@code pixelStride} bytes. */
  static Plane interleaved(
      String what, ByteBuffer memory, int width, int height, int rowStride, int pixelStride) {
    return new Plane(what, memory, 0, (long) width * pixelStride, height, rowStride, pixelStride);
  }

  private Plane(
      String what,
      ByteBuffer memory,
      long skip,
      long rowBytes,
      int rows,
      int rowStride,
      int pixelStride) {
    if (rowStride < rowBytes) {
      throw new IllegalArgumentException(
          "a row of "
              + what
              + " has "
              + rowBytes
              + " bytes, expected a row stride of at least that, got "
              + rowStride);
    }
    long needed = skip + (rows - 1L) * rowStride + rowBytes;
    if (memory.remaining() < needed) {
      throw new IllegalArgumentException(
          what + " needs at least " + needed + " bytes, got " + memory.remaining());
    }
    // Below the buffer's length, so it fits an int.
    int first = memory.position() + (int) skip;
    this.memory = memory.duplicate();
    ((Buffer) this.memory).clear();
    this.array = memory.hasArray() ? littleEndian(this.memory) : null;
    this.offset = first;
    this.rowStride = rowStride;
    this.pixelStride = pixelStride;
  }

  private static ByteBuffer littleEndian(ByteBuffer heap) {
    return heap.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }
}
