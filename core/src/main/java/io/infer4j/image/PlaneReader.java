package io.infer4j.image;

import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Gives one thread a plane's rows as bytes on the heap: in the caller's own array, or a copied row
 * where the memory is no array.
 */
final class PlaneReader {
  /**
   * Bytes that may be read beyond a row, so that a pixel of three can be read as an int of four. A
   * row too close to the end of the memory is copied.
   */
  private static final int BEYOND = 1;

  /** What {@link #row} points into, little-endian, indexed from 0; positions mean nothing. */
  ByteBuffer bytes = ByteBuffer.allocate(0);

  private @Nullable Plane plane;
  private @Nullable ByteBuffer memory;
  private @Nullable ByteBuffer array;
  private ByteBuffer copy = ByteBuffer.allocate(0);
  private int base;
  private int rowStride;

  /** Reads this plane from now on, its row {@code top} as row 0. */
  void open(Plane next, int top) {
    if (next != plane) {
      // A position of our own to move, whoever else reads these pixels.
      memory = next.memory.duplicate();
      array = next.array;
      plane = next;
    }
    base = next.offset + top * next.rowStride;
    rowStride = next.rowStride;
  }

  /** The index in {@link #bytes} of {@code length} bytes of row {@code y}, {@code skip} in. */
  int row(int y, int skip, int length) {
    int first = base + y * rowStride + skip;
    ByteBuffer direct = array;
    if (direct != null && first + length <= direct.capacity() - BEYOND) {
      bytes = direct;
      return first;
    }
    return copied(first, length);
  }

  private int copied(int first, int length) {
    if (copy.capacity() < length + BEYOND) {
      copy = ByteBuffer.allocate(length + BEYOND).order(ByteOrder.LITTLE_ENDIAN);
    }
    ByteBuffer from = java.util.Objects.requireNonNull(memory);
    ((Buffer) from).position(first);
    from.get(copy.array(), 0, length);
    bytes = copy;
    return 0;
  }
}
