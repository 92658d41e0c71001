package io.infer4j.rally;

/** Is told what is found in a video, in the order of the frames, by the thread that decodes it. */
public interface RallyListener {
  /**
   * The scores of the next frame, which no later frame changes.
   *
   * @param frame the frame's index, from 0
   * @param seconds when it is shown, from the beginning of the video
   * @param event the score of an event here, 0 to 1
   * @param fine the scores of the fine labels; the caller's memory, valid during this call
   */
  default void onScores(long frame, double seconds, float event, float[] fine) {}

  /** An event that suppression has kept; comes after the scores of its frame. */
  default void onEvent(RallyEvent event) {}

  /**
   * A clip went through the model.
   *
   * @param clip the clip's index, from 0
   * @param nanos how long the model's run took, without decoding and preparing its frames
   */
  default void onClip(long clip, long nanos) {}
}
