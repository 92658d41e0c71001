package io.infer4j.rally;

import java.util.List;

/**
 * Something that happens at one frame of a rally.
 *
 * @param frame the frame's index, from 0
 * @param seconds when that frame is shown, from the beginning of the video
 * @param score how sure the model is that there is an event, 0 to 1
 * @param attributes what it is, such as {@code near, forehand} or {@code bounce, in}
 */
public record RallyEvent(long frame, double seconds, float score, List<RallyAttribute> attributes) {
  /** Copies the attributes. */
  public RallyEvent {
    attributes = List.copyOf(attributes);
  }
}
