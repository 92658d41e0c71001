package io.infer4j.rally.evaluation;

import io.infer4j.rally.RallyEvent;
import io.infer4j.rally.RallyListener;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Keeps all that is found in one video: memory grows with its length. For one thread at a time. */
public final class RallyScores implements RallyListener {
  private final List<RallyEvent> events = new ArrayList<>();
  private final int labels;
  private float[] event = new float[0];
  private float[] fine = new float[0];
  private int frames;

  /**
   * For one video.
   *
   * @param labels how many fine labels there are
   */
  public RallyScores(int labels) {
    this.labels = labels;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the frame is not the next, or there are not as many scores
   *     as labels
   */
  @Override
  public void onScores(long frame, double seconds, float eventScore, float[] fineScores) {
    if (frame != frames || fineScores.length != labels) {
      throw new IllegalArgumentException(
          "expected "
              + labels
              + " scores of frame "
              + frames
              + ", got "
              + fineScores.length
              + " of frame "
              + frame);
    }
    if (frames == event.length) {
      event = Arrays.copyOf(event, Math.max(1024, 2 * frames));
      fine = Arrays.copyOf(fine, event.length * labels);
    }
    event[frames] = eventScore;
    System.arraycopy(fineScores, 0, fine, frames * labels, labels);
    frames++;
  }

  @Override
  public void onEvent(RallyEvent spotted) {
    events.add(spotted);
  }

  /** How many frames there were. */
  public int frames() {
    return frames;
  }

  /** The events, in the order in which they came. */
  public List<RallyEvent> events() {
    return Collections.unmodifiableList(events);
  }

  /** The score of an event at each frame. */
  public FloatBuffer eventScores() {
    return FloatBuffer.wrap(event, 0, frames).slice().asReadOnlyBuffer();
  }

  /** The scores of the fine labels, frame after frame. */
  public FloatBuffer fineScores() {
    return FloatBuffer.wrap(fine, 0, frames * labels).slice().asReadOnlyBuffer();
  }
}
