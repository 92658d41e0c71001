package io.infer4j.tflite;

import java.nio.Buffer;
import java.nio.ByteBuffer;

/** Copies from buffer to buffer. */
final class Copies {
  private Copies() {}

  /** Copies all of one to all of the other, whose positions they may change; allocates nothing. */
  static void copy(ByteBuffer from, ByteBuffer to) {
    if (from.capacity() != to.capacity()) {
      throw new IllegalStateException(
          "the runtime's memory and ours differ: " + from.capacity() + " and " + to.capacity());
    }
    // Android 8 knows rewind() only as a Buffer's.
    ((Buffer) from).rewind();
    ((Buffer) to).rewind();
    to.put(from);
  }
}
