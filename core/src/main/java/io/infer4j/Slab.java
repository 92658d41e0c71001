package io.infer4j;

import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Memory for small tensors, many in one direct buffer: a direct buffer has a cleaner, and cleaners
 * are what makes garbage collection dear in a loop that makes tensors. No part is given out twice,
 * so all are zero; the buffer goes when the last of its tensors is unreachable, so a small tensor
 * that is kept keeps {@link #SIZE} bytes.
 */
final class Slab {
  private static final int SIZE = 1 << 14;
  private static final int LARGEST = SIZE / 16;

  /** A cache line, so that tensors of two threads do not share one more than they must. */
  private static final int ROUNDING = 64;

  private static volatile Slab current = new Slab();

  private final ByteBuffer memory = ByteBuffer.allocateDirect(SIZE);
  private final AtomicInteger used = new AtomicInteger();

  private Slab() {}

  /** Direct memory of that many zeros, aligned for every dtype. */
  static ByteBuffer allocate(int bytes) {
    if (bytes > LARGEST) {
      return ByteBuffer.allocateDirect(bytes);
    }
    int room = (bytes + ROUNDING - 1) & -ROUNDING;
    Slab slab = current;
    int end = slab.used.addAndGet(room);
    if (end > SIZE) {
      slab = new Slab();
      end = slab.used.addAndGet(room);
      current = slab;
    }
    ByteBuffer part = slab.memory.duplicate();
    ((Buffer) part).limit(end - room + bytes).position(end - room);
    return part.slice();
  }
}
