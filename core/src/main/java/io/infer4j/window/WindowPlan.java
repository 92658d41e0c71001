package io.infer4j.window;

import io.infer4j.DType;
import io.infer4j.Tensor;
import java.nio.Buffer;
import java.nio.ByteBuffer;

/**
 * The windows over a source of known length, in ascending order. Immutable and O(1) in memory; see
 * {@link Windows#plan}.
 *
 * <p>A start or a frame counts the frames that the stride takes; with stride 1 these are the
 * source's own.
 */
public final class WindowPlan {
  private final Windows windows;
  private final long length;
  private final long frames;
  private final long count;

  WindowPlan(Windows windows, long length) {
    if (length < 0) {
      throw new IllegalArgumentException("expected a length of 0 or more frames, got " + length);
    }
    this.windows = windows;
    this.length = length;
    this.frames = ceilDiv(length, windows.stride());
    this.count = count(windows, frames);
  }

  private static long count(Windows windows, long frames) {
    int size = windows.size();
    int step = windows.step();
    if (frames == 0) {
      return 0;
    }
    return switch (windows.padding()) {
      case ZEROS, REPEAT_EDGE -> {
        // E2E-Spot: begin while there are frames that the window before does not hold.
        long end = Math.max(0, frames - windows.overlap());
        yield Math.max(1, ceilDiv(end + windows.lead(), step));
      }
      case SHIFT_BACK -> frames <= size ? 1 : 1 + ceilDiv(frames - size, step);
      case DROP_TAIL -> frames < size ? 0 : 1 + (frames - size) / step;
    };
  }

  private static long ceilDiv(long a, long b) {
    return a / b + (a % b == 0 ? 0 : 1);
  }

  /** How the windows are cut. */
  public Windows windows() {
    return windows;
  }

  /** The frames of the source. */
  public long length() {
    return length;
  }

  /** The frames that take part, one score each: length / stride, rounded up. */
  public long frames() {
    return frames;
  }

  /** The number of windows; 0 only if there are no frames, or not a full window to keep. */
  public long count() {
    return count;
  }

  /**
   * The first frame of that window, below 0 where it begins with padding.
   *
   * @throws IndexOutOfBoundsException if there is no such window
   */
  public long start(long window) {
    if (window < 0 || window >= count) {
      throw new IndexOutOfBoundsException("window " + window + " of " + count);
    }
    long start = window * windows.step() - windows.lead();
    if (windows.padding() == Padding.SHIFT_BACK) {
      return Math.min(start, Math.max(0, frames - windows.size()));
    }
    return start;
  }

  /**
   * The frame of the source that stands at that position of that window, or -1 for zeros.
   *
   * @param position from 0 to size - 1
   * @throws IndexOutOfBoundsException if there is no such window or position
   */
  public long source(long window, int position) {
    long frame = start(window) + position;
    if (position < 0 || position >= windows.size()) {
      throw new IndexOutOfBoundsException("position " + position + " of " + windows.size());
    }
    if (frame >= 0 && frame < frames) {
      return frame * windows.stride();
    }
    if (windows.padding() != Padding.REPEAT_EDGE) {
      return -1;
    }
    return (frame < 0 ? 0 : frames - 1) * windows.stride();
  }

  /**
   * Copies the frames of a window, zeros where it has none; a model's input takes them.
   *
   * @param frames {@code [length, ...]}
   * @param target {@code [size, ...]}, of the same dtype, or with a first axis of 1 before it
   * @throws IllegalArgumentException if a shape or dtype is another
   * @throws IndexOutOfBoundsException if there is no such window
   */
  public void copy(Tensor frames, long window, Tensor target) {
    int size = windows.size();
    long frame = frames.elements() / Math.max(1, length);
    boolean fits =
        frames.shape().rank() > 0
            && frames.dim(0) == length
            && frames.dtype() == target.dtype()
            && frames.dtype() != DType.STRING
            && target.elements() == size * frame;
    if (!fits) {
      throw new IllegalArgumentException(
          "expected frames ["
              + length
              + ", ...] and a target of "
              + size
              + " of them, got "
              + frames.dtype()
              + frames.shape()
              + " and "
              + target.dtype()
              + target.shape());
    }
    int bytes = (int) frame * frames.dtype().byteSize();
    ByteBuffer from = frames.asBytes();
    ByteBuffer to = target.asBytes();
    for (int position = 0; position < size; position++) {
      long source = source(window, position);
      if (source < 0) {
        for (int i = 0; i < bytes; i++) {
          to.put((byte) 0);
        }
      } else {
        ((Buffer) from).limit((int) (source + 1) * bytes).position((int) source * bytes);
        to.put(from);
      }
    }
  }

  /**
   * How many windows hold that frame: at least 1, but for {@link Padding#DROP_TAIL}.
   *
   * @throws IndexOutOfBoundsException if there is no such frame
   */
  public long support(long frame) {
    if (frame < 0 || frame >= frames) {
      throw new IndexOutOfBoundsException("frame " + frame + " of " + frames);
    }
    // Starts ascend, so the windows that hold a frame are neighbours.
    return firstAfter(frame) - firstAfter(frame - windows.size());
  }

  /** The number of windows that begin at or before that frame. */
  private long firstAfter(long frame) {
    long low = 0;
    long high = count;
    while (low < high) {
      long middle = (low + high) >>> 1;
      if (start(middle) <= frame) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** For instance {@code 20 windows of 96, step 48, ... over 1000 frames}. */
  @Override
  public String toString() {
    return count + " " + windows + " over " + length + " frames";
  }
}
