package io.infer4j.rally;

/**
 * Suppression of scores that come frame by frame, as F3Set does: {@link
 * io.infer4j.nms.FrameNms#leastBackground} with window 5, where a frame is judged as soon as the
 * two after it are there.
 */
final class F3SetPeaks {
  static final int WINDOW = 5;
  private static final int REACH = WINDOW / 2;

  /** Takes the frames that are kept, in order. */
  @FunctionalInterface
  interface Sink {
    /** The scores are memory that is used again. */
    void kept(long frame, float[] scores);
  }

  /** The last frames: frame f is in row f mod WINDOW. */
  private final float[][] rows;

  private final Sink sink;
  private long pushed;

  /** Frames of that many scores, the first being the background's. */
  F3SetPeaks(int classes, Sink sink) {
    this.rows = new float[WINDOW][classes];
    this.sink = sink;
  }

  /** Takes the next frame's scores, and judges the frame two before it. */
  void push(float[] scores) {
    System.arraycopy(scores, 0, row(pushed), 0, scores.length);
    pushed++;
    if (pushed > REACH) {
      judge(pushed - 1 - REACH);
    }
  }

  /** Judges the frames that are left: no other comes. */
  void finish() {
    for (long frame = Math.max(0, pushed - REACH); frame < pushed; frame++) {
      judge(frame);
    }
  }

  private void judge(long frame) {
    float background = row(frame)[0];
    if (Float.isNaN(background)) {
      return;
    }
    long last = Math.min(pushed - 1, frame + REACH);
    for (long other = Math.max(0, frame - REACH); other <= last; other++) {
      if (row(other)[0] < background) {
        return;
      }
    }
    sink.kept(frame, row(frame));
  }

  private float[] row(long frame) {
    return rows[(int) (frame % WINDOW)];
  }
}
