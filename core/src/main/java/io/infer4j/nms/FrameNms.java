package io.infer4j.nms;

import org.jspecify.annotations.Nullable;

/**
 * Non-maximum suppression of scores by frame, in the three forms that are in use; each has its own
 * name, as "window" means something else in each. None is greedy: what is suppressed still
 * suppresses. An instance is a workspace for many runs: once it has seen the longest input, a run
 * allocates nothing. Not thread-safe: one instance a thread.
 *
 * <p>The time does not depend on the window.
 */
public final class FrameNms {
  private final Peaks peaks = new Peaks();
  private final Events events = new Events();

  /** A workspace. */
  public FrameNms() {}

  /**
   * Events (as in E2E-Spot, Hong et al., 2022): an event is dropped if an event of the same label,
   * at another frame no further than {@code window} away, has a strictly higher score. Of equal
   * scores, all stay; so do events at one frame. A NaN score neither suppresses nor is suppressed.
   *
   * @param frames the frame of each event, in any order; at least {@code count} long
   * @param labels at least {@code count} long
   * @param scores at least {@code count} long
   * @param window frames on either side, 0 or more
   * @param kept takes the indices of the events kept, ascending; at least {@code count} long
   * @return how many are kept
   * @throws IllegalArgumentException if an array is null or too short, or {@code count} or {@code
   *     window} negative
   */
  public int perLabel(
      int[] frames, int[] labels, float[] scores, int count, int window, int[] kept) {
    Check.holds("frames", frames, frames == null ? 0 : frames.length, 1, count);
    Check.holds("labels", labels, labels == null ? 0 : labels.length, 1, count);
    Check.holds("scores", scores, scores == null ? 0 : scores.length, 1, count);
    Check.holds("kept", kept, kept == null ? 0 : kept.length, 1, count);
    return events.judge(frames, labels, scores, count, Check.window(window), kept);
  }

  /**
   * A score matrix (as in F3Set, Liu et al., 2025): a frame is kept where its background score
   * equals the least within {@code window / 2} frames (rounded down) on either side; all scores of
   * the other frames become 0. Ties stay. A frame whose background is NaN is not kept, and does not
   * count for others.
   *
   * @param scores frames rows of classes columns, column 0 being the background
   * @param window F3Set uses 5: two frames on either side
   * @param target takes the result, in the same layout; may be {@code scores}
   * @throws IllegalArgumentException if an array is null or too short, a number negative, {@code
   *     classes} 0, or frames * classes more than an array can hold
   */
  public void leastBackground(float[] scores, int frames, int classes, int window, float[] target) {
    checkMatrix(scores, frames, classes, window, target);
    peaks.find(scores, 0, classes, frames, window / 2, -1);
    for (int t = 0; t < frames; t++) {
      boolean kept = peaks.isPeak[t] && !Float.isNaN(scores[t * classes]);
      for (int i = t * classes; i < (t + 1) * classes; i++) {
        target[i] = kept ? scores[i] : 0;
      }
    }
  }

  /**
   * A score matrix, each class by itself: a score becomes 0 if a higher one of its class lies
   * within {@code window / 2} frames (rounded down) on either side. Ties stay. A NaN stays, and
   * does not count for others.
   *
   * @param scores frames rows of classes columns
   * @param target takes the result, in the same layout; may be {@code scores}
   * @throws IllegalArgumentException as {@link #leastBackground}
   */
  public void perClassPeak(float[] scores, int frames, int classes, int window, float[] target) {
    checkMatrix(scores, frames, classes, window, target);
    for (int c = 0; c < classes; c++) {
      peaks.find(scores, c, classes, frames, window / 2, 1);
      for (int t = 0; t < frames; t++) {
        int i = t * classes + c;
        target[i] = peaks.isPeak[t] ? scores[i] : 0;
      }
    }
  }

  private static void checkMatrix(
      float @Nullable [] scores, int frames, int classes, int window, float @Nullable [] target) {
    if (frames < 0 || classes < 1 || (long) frames * classes > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "expected 0 frames or more of 1 class or more, less than 2^31 scores; got "
              + frames
              + " frames of "
              + classes
              + " classes");
    }
    Check.holds("scores", scores, scores == null ? 0 : scores.length, 1, frames * classes);
    Check.holds("target", target, target == null ? 0 : target.length, 1, frames * classes);
    Check.window(window);
  }
}
