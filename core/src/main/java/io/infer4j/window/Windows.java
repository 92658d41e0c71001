package io.infer4j.window;

import java.util.Objects;

/**
 * How a sequence of frames of any length is cut into windows of one size: how far apart they begin,
 * and what they hold at the ends. Immutable; each method gives a changed copy.
 *
 * <pre>{@code
 * Windows windows = Windows.of(96).overlap(48).padding(Padding.ZEROS);
 * WindowPlan plan = windows.plan(1000); // 20 windows
 * }</pre>
 *
 * <p>With a stride, every stride-th frame is taken first, from frame 0 on, and everything else
 * counts the frames that were taken: size, step, lead, the starts, the scores.
 */
public final class Windows {
  /** Frames of padding before the first frame in E2E-Spot and in F3Set, which grew from it. */
  private final int size;

  private final int step;
  private final int stride;
  private final int lead;
  private final Padding padding;

  private Windows(int size, int step, int stride, int lead, Padding padding) {
    this.size = Checks.positive("a window size", size);
    this.step = Checks.positive("a step", step);
    this.stride = Checks.positive("a stride", stride);
    this.lead = lead;
    this.padding = Objects.requireNonNull(padding, "padding");
    if (step > size && padding != Padding.DROP_TAIL) {
      throw new IllegalArgumentException(
          "expected a step of at most the window size "
              + size
              + ", else frames between windows have no score, got "
              + step
              + "; with padding(DROP_TAIL), set before, gaps are allowed");
    }
    boolean padded = padding == Padding.ZEROS || padding == Padding.REPEAT_EDGE;
    if (lead < 0 || lead >= size || (lead > 0 && !padded)) {
      throw new IllegalArgumentException(
          "expected a lead of 0 to size - 1 = "
              + (size - 1)
              + (padded ? "" : ", and 0 with " + padding)
              + ", got "
              + lead);
    }
  }

  /**
   * Windows of that many frames without overlap: step = size, stride 1, no lead, {@link
   * Padding#ZEROS}.
   *
   * @throws IllegalArgumentException if {@code size} is below 1
   */
  public static Windows of(int size) {
    return new Windows(size, size, 1, 0, Padding.ZEROS);
  }

  /**
   * With windows that begin every {@code frames} frames.
   *
   * @throws IllegalArgumentException if it is below 1, or above the size (but for {@link
   *     Padding#DROP_TAIL})
   */
  public Windows step(int frames) {
    return new Windows(size, frames, stride, lead, padding);
  }

  /**
   * With windows that share {@code frames} frames with the next: step = size - overlap.
   *
   * @throws IllegalArgumentException if it is negative or not less than the size
   */
  public Windows overlap(int frames) {
    if (frames < 0 || frames >= size) {
      throw new IllegalArgumentException(
          "expected an overlap of 0 to size - 1 = " + (size - 1) + " frames, got " + frames);
    }
    return step(size - frames);
  }

  /**
   * With the overlap as a part of the size: step = the integer part of size * (1 - ratio) in
   * doubles, at least 1, as MONAI computes it (size 100 and ratio 0.9 give 9).
   *
   * @throws IllegalArgumentException if it is NaN, negative, or not less than 1
   */
  public Windows overlapRatio(double ratio) {
    return step(Checks.interval(size, ratio));
  }

  /**
   * With every {@code frames}-th frame only, from frame 0 on.
   *
   * @throws IllegalArgumentException if it is below 1
   */
  public Windows stride(int frames) {
    return new Windows(size, step, frames, lead, padding);
  }

  /**
   * With a first window that begins {@code frames} frames before the first frame; 5 in the tests of
   * E2E-Spot and F3Set, whose windows are {@code of(96).overlap(48).lead(5)}.
   *
   * @throws IllegalArgumentException if it is negative, not less than the size, or more than 0 with
   *     a padding that pads nothing
   */
  public Windows lead(int frames) {
    return new Windows(size, step, stride, frames, padding);
  }

  /**
   * With that padding at both ends.
   *
   * @throws IllegalArgumentException if step or lead do not go with it
   */
  public Windows padding(Padding newPadding) {
    return new Windows(size, step, stride, lead, newPadding);
  }

  /** The frames in a window. */
  public int size() {
    return size;
  }

  /** The frames from the start of a window to that of the next. */
  public int step() {
    return step;
  }

  /** The frames that a window shares with the next, 0 where there is a gap. */
  public int overlap() {
    return Math.max(0, size - step);
  }

  /** The distance in the source of two neighbours in a window. */
  public int stride() {
    return stride;
  }

  /** How far before the first frame the first window begins. */
  public int lead() {
    return lead;
  }

  /** What windows hold beyond the ends. */
  public Padding padding() {
    return padding;
  }

  /**
   * The windows over a source of that many frames; none over none.
   *
   * @throws IllegalArgumentException if {@code length} is negative
   */
  public WindowPlan plan(long length) {
    return new WindowPlan(this, length);
  }

  /** For instance {@code windows of 96, step 48, stride 1, lead 5, ZEROS}. */
  @Override
  public String toString() {
    return "windows of "
        + size
        + ", step "
        + step
        + ", stride "
        + stride
        + ", lead "
        + lead
        + ", "
        + padding;
  }
}
