package io.infer4j.tflite;

import io.infer4j.RunFailedException;
import java.nio.Buffer;
import java.nio.ByteBuffer;

/** Copies from buffer to buffer. */
final class Copies {
  private Copies() {}

  /**
   * Copies all of one to all of the other; allocates nothing. Moves their positions.
   *
   * @throws RunFailedException if they are not of one size
   */
  static void copy(ByteBuffer from, ByteBuffer to) {
    if (from.capacity() != to.capacity()) {
      throw new RunFailedException(
          "TensorFlow Lite's tensor is of another size than it tells: "
              + from.capacity()
              + " bytes are to go into "
              + to.capacity());
    }
    // Android 8 knows rewind() only as a Buffer's.
    ((Buffer) from).rewind();
    ((Buffer) to).rewind();
    to.put(from);
  }
}
