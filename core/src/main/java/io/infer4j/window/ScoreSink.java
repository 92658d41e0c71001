package io.infer4j.window;

/** Takes the final scores of frames, one frame after the other from frame 0 on. */
@FunctionalInterface
public interface ScoreSink {
  /**
   * Called once for each frame, in order, on the thread that pushes.
   *
   * @param frame its number, counting the frames that the stride takes
   * @param scores one for each channel; the array is used again, so copy what is to stay
   */
  void accept(long frame, float[] scores);
}
