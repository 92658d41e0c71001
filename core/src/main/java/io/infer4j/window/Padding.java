package io.infer4j.window;

/** What a {@link Windows window in time} holds where it reaches beyond the first or last frame. */
public enum Padding {
  /**
   * Zeros in model space, that is after normalisation; E2E-Spot and F3Set do this. Windows begin
   * every {@code step} frames until the last frame is covered.
   */
  ZEROS,

  /** The first frame before the beginning, the last frame after the end; windows as with zeros. */
  REPEAT_EDGE,

  /**
   * Nothing: the last window is shifted back until it ends with the last frame, so it overlaps its
   * neighbour by more than the others do. Where there are fewer frames than a window has, there is
   * nothing to shift to: the one window begins at the first frame and is filled up with zeros.
   */
  SHIFT_BACK,

  /**
   * Nothing: frames at the end that do not fill a window are left out, as torchvision's {@code
   * VideoClips} does. For clips that are classified one by one; scores for each frame cannot be
   * stitched, because the frames left out would have none.
   */
  DROP_TAIL
}
