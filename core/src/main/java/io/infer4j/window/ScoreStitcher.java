package io.infer4j.window;

import java.nio.FloatBuffer;
import java.util.Objects;

/**
 * Stitches the scores that overlapping windows give for each frame into one score for each frame,
 * as the windows come. A frame goes to the sink as soon as no later window can change it; memory is
 * that of one window, whatever the length.
 *
 * <pre>{@code
 * ScoreStitcher stitcher = new ScoreStitcher(96, 2, Blend.mean(), (frame, scores) -> ...);
 * stitcher.add(0, first);   // [96, 2]
 * stitcher.add(48, second); // frames 0 to 47 reach the sink
 * stitcher.finish(130);     // frames 48 to 129 do
 * }</pre>
 *
 * <p>Streaming and {@link #stitch offline} results are the same bits. Adding allocates nothing. For
 * one thread at a time.
 */
public final class ScoreStitcher {
  private final int size;
  private final int channels;
  private final boolean max;
  private final float[] weights;
  private final ScoreSink sink;

  /** Rings of one window: frame f is in slot f mod size. */
  private final float[] sums;

  private final float[] totals;
  private final float[] out;

  /** The first frame that has not reached the sink. */
  private long next;

  private long lastStart = Long.MIN_VALUE;

  /** The frame behind the last window. */
  private long end;

  private boolean finished;

  /**
   * A stitcher of windows of {@code size} frames with {@code channels} scores each.
   *
   * @throws IllegalArgumentException if one of them is below 1, or their product above 2^31-1
   */
  public ScoreStitcher(int size, int channels, Blend blend, ScoreSink sink) {
    this.size = Checks.positive("a window size", size);
    this.channels = Checks.positive("a number of channels", channels);
    this.max = Objects.requireNonNull(blend, "blend").isMax();
    this.weights = blend.weights(size);
    this.sink = Objects.requireNonNull(sink, "sink");
    this.sums = new float[elements(size, channels)];
    this.totals = new float[size];
    this.out = new float[channels];
  }

  private static int elements(long frames, int channels) {
    if (frames > Integer.MAX_VALUE / channels) {
      throw new IllegalArgumentException(
          frames + " frames of " + channels + " scores are more than 2^31-1 values");
    }
    return (int) frames * channels;
  }

  /**
   * Adds the next window. Frames before it are final and reach the sink.
   *
   * @param start its first frame, after that of the window before; negative where it begins with
   *     padding, whose scores are ignored
   * @param scores [size, channels], read from the buffer's position on, which stays
   * @throws IllegalArgumentException if the starts do not ascend, leave a gap, or too few scores
   *     remain
   * @throws IllegalStateException after {@link #finish}
   */
  public void add(long start, FloatBuffer scores) {
    Objects.requireNonNull(scores, "scores");
    checkOpen();
    checkStart(start);
    if (scores.remaining() < sums.length) {
      throw new IllegalArgumentException(
          "expected "
              + size
              + " x "
              + channels
              + " = "
              + sums.length
              + " scores of a window, got "
              + scores.remaining());
    }
    flush(start);
    int first = (int) Math.max(0, -start);
    int from = scores.position() + first * channels;
    for (int i = first; i < size; i++, from += channels) {
      int slot = (int) ((start + i) % size);
      if (max) {
        raise(scores, from, slot);
      } else {
        sum(scores, from, slot, weights[i]);
      }
    }
    lastStart = start;
    end = start + size;
  }

  /** {@link #add(long, FloatBuffer)} from an array. */
  public void add(long start, float[] scores) {
    add(start, FloatBuffer.wrap(scores));
  }

  private void checkStart(long start) {
    if (start <= lastStart) {
      throw new IllegalArgumentException(
          "expected a window that begins after " + lastStart + ", got " + start);
    }
    if (start > end || start <= -size) {
      throw new IllegalArgumentException(
          "expected a window that begins after "
              + -size
              + " and leaves no gap behind frame "
              + end
              + ", got "
              + start);
    }
  }

  private void sum(FloatBuffer scores, int from, int slot, float weight) {
    int to = slot * channels;
    for (int c = 0; c < channels; c++) {
      sums[to + c] += weight * scores.get(from + c);
    }
    totals[slot] += weight;
  }

  private void raise(FloatBuffer scores, int from, int slot) {
    int to = slot * channels;
    boolean empty = totals[slot] == 0;
    for (int c = 0; c < channels; c++) {
      float score = scores.get(from + c);
      sums[to + c] = empty ? score : Math.max(sums[to + c], score);
    }
    totals[slot] = 1;
  }

  /**
   * Says that no later window will begin before {@code start}: the frames before it are final and
   * reach the sink. Needed only to have them sooner than the next window.
   *
   * @throws IllegalArgumentException if a frame before {@code start} is in no window yet
   * @throws IllegalStateException after {@link #finish}
   */
  public void advance(long start) {
    checkOpen();
    if (start > end) {
      throw new IllegalArgumentException(
          "expected at most " + end + ", where the windows so far end, got " + start);
    }
    flush(start);
  }

  /**
   * Says that there are {@code frames} frames in all: the rest reach the sink.
   *
   * @throws IllegalArgumentException if some of them are in no window, or more than that have
   *     reached the sink already
   * @throws IllegalStateException if it was called before
   */
  public void finish(long frames) {
    checkOpen();
    if (frames < next || frames > end) {
      throw new IllegalArgumentException(
          "expected " + next + " to " + end + " frames, as the windows hold, got " + frames);
    }
    finished = true;
    flush(frames);
  }

  private void flush(long before) {
    while (next < before) {
      int slot = (int) (next % size);
      int at = slot * channels;
      for (int c = 0; c < channels; c++) {
        out[c] = sums[at + c] / totals[slot];
        sums[at + c] = 0;
      }
      totals[slot] = 0;
      sink.accept(next++, out);
    }
  }

  private void checkOpen() {
    if (finished) {
      throw new IllegalStateException("this stitcher is finished");
    }
  }

  /**
   * Stitches the scores of all windows of a plan at once.
   *
   * @param scores [count, size, channels]
   * @return [frames, channels]
   * @throws IllegalArgumentException if {@code scores} has another length, {@code channels} is
   *     below 1, or the plan drops its tail, whose frames would have no score
   */
  public static float[] stitch(WindowPlan plan, float[] scores, int channels, Blend blend) {
    Objects.requireNonNull(plan, "plan");
    Objects.requireNonNull(scores, "scores");
    Objects.requireNonNull(blend, "blend");
    int size = plan.windows().size();
    Checks.positive("a number of channels", channels);
    if (plan.windows().padding() == Padding.DROP_TAIL) {
      throw new IllegalArgumentException(
          "expected windows that hold every frame, got DROP_TAIL: frames left out have no score");
    }
    if (scores.length / channels / size != plan.count()
        || scores.length != plan.count() * size * channels) {
      throw new IllegalArgumentException(
          "expected "
              + plan.count()
              + " x "
              + size
              + " x "
              + channels
              + " scores, got "
              + scores.length);
    }
    float[] result = new float[elements(plan.frames(), channels)];
    float[] totals = new float[(int) plan.frames()];
    float[] weights = blend.weights(size);
    for (int window = 0; window < plan.count(); window++) {
      long start = plan.start(window);
      int first = (int) Math.max(0, -start);
      int last = (int) Math.min(size, plan.frames() - start);
      for (int i = first; i < last; i++) {
        int frame = (int) start + i;
        int from = (window * size + i) * channels;
        for (int c = 0; c < channels; c++) {
          int to = frame * channels + c;
          float score = scores[from + c];
          if (!blend.isMax()) {
            result[to] += weights[i] * score;
          } else {
            result[to] = totals[frame] == 0 ? score : Math.max(result[to], score);
          }
        }
        totals[frame] = blend.isMax() ? 1 : totals[frame] + weights[i];
      }
    }
    for (int i = 0; i < result.length; i++) {
      result[i] /= totals[i / channels];
    }
    return result;
  }

  /** For instance {@code stitcher of 96 x 2, frames 48 to 144 open}. */
  @Override
  public String toString() {
    return "stitcher of " + size + " x " + channels + ", frames " + next + " to " + end + " open";
  }
}
