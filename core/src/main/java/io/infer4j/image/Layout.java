package io.infer4j.image;

/** The order of a tensor's axes: N images of C channels, H rows and W columns. */
public enum Layout {
  /** Plane after plane: {@code [N, C, H, W]}, or {@code [C, H, W]} for one image. */
  NCHW,

  /** Pixel after pixel: {@code [N, H, W, C]}, or {@code [H, W, C]} for one image. */
  NHWC
}
