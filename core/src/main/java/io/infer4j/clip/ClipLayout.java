package io.infer4j.clip;

/**
 * The order of a clip's five dimensions: batch N, time T, channels C, height H, width W; row-major.
 */
public enum ClipLayout {
  /** Frames one after the other, channels apart: a frame is [C, H, W]. */
  NTCHW,

  /** Channels apart, in each the frames one after the other: a frame is [C, H, W]. */
  NCTHW,

  /** Frames one after the other, channels last: a frame is [H, W, C]. */
  NTHWC;

  /** The dimension that is time. */
  int timeAxis() {
    return this == NCTHW ? 2 : 1;
  }
}
