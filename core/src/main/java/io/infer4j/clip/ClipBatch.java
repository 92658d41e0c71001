package io.infer4j.clip;

/** The windows that are in a batch, in the order of their starts. Valid during a call. */
public final class ClipBatch {
  private final long[] starts;
  private int count;

  ClipBatch(int capacity) {
    this.starts = new long[capacity];
  }

  void add(long start) {
    starts[count++] = start;
  }

  void clear() {
    count = 0;
  }

  boolean isFull() {
    return count == starts.length;
  }

  /** How many there are, 1 or more: they fill the first places of the batch. */
  public int count() {
    return count;
  }

  /**
   * The first frame of that window, below 0 where it begins with padding; counts the frames that
   * the stride takes.
   *
   * @throws IndexOutOfBoundsException if there is no such window
   */
  public long start(int index) {
    if (index < 0 || index >= count) {
      throw new IndexOutOfBoundsException("window " + index + " of " + count);
    }
    return starts[index];
  }
}
