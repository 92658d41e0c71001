package io.infer4j.tflite.runtime;

import io.infer4j.RunFailedException;
import java.nio.Buffer;
import java.nio.ByteBuffer;

/** Copies from buffer to buffer. */
public final class Copies {
  /** Up to here a loop is faster than the call of a copying function. */
  private static final int SMALL = 64;

  private Copies() {}

  /**
   * Copies all of one to all of the other; allocates nothing. May move their positions. Both are in
   * native order.
   *
   * @throws RunFailedException if they are not of one size
   */
  public static void copy(ByteBuffer from, ByteBuffer to) {
    if (from.capacity() != to.capacity()) {
      throw new RunFailedException(
          "TensorFlow Lite's tensor is of another size than it tells: "
              + from.capacity()
              + " bytes are to go into "
              + to.capacity());
    }
    int size = from.capacity();
    if (size <= SMALL) {
      int i = 0;
      for (; i + 8 <= size; i += 8) {
        to.putLong(i, from.getLong(i));
      }
      if (i + 4 <= size) {
        to.putInt(i, from.getInt(i));
        i += 4;
      }
      for (; i < size; i++) {
        to.put(i, from.get(i));
      }
      return;
    }
    // Android 8 knows rewind() only as a Buffer's.
    ((Buffer) from).rewind();
    ((Buffer) to).rewind();
    to.put(from);
  }
}
