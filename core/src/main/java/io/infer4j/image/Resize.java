package io.infer4j.image;

/**
 * How pixels are resampled. Libraries that all say "bilinear" give different pixels; a model wants
 * the ones it was trained on, so each convention has the name of what it agrees with.
 */
public enum Resize {
  /**
   * As Pillow's {@code Image.resize(size, BILINEAR)}, bit-equal to Pillow 9.4 on uint8: a triangle
   * filter that widens with the downscale (antialiased), half-pixel centres, 22-bit fixed point,
   * columns first, rounded to uint8 before the rows. Also what torchvision's {@code Resize} does to
   * a PIL image.
   */
  PILLOW,

  /**
   * As OpenCV's {@code resize(..., INTER_LINEAR)}, bit-equal to OpenCV 4.6 on uint8: the two
   * nearest pixels along each axis however large the downscale (no antialias), half-pixel centres,
   * 11-bit fixed point.
   */
  OPENCV_LINEAR,

  /**
   * As PyTorch's {@code interpolate(mode="bilinear", align_corners=False, antialias=False)}, ONNX
   * {@code Resize} with {@code half_pixel}, and TensorFlow 2's {@code tf.image.resize}: the two
   * nearest pixels along each axis, half-pixel centres, in {@code float}, not rounded to whole
   * pixel values. Within 10<sup>-4</sup> of PyTorch 1.13, on values from 0 to 255.
   */
  HALF_PIXEL,

  /**
   * As PyTorch's {@code interpolate(mode="nearest")}, and equal to it: target pixel x takes source
   * pixel floor(x * scale), where scale = source size / target size and both operations are in
   * {@code float}, at most the last pixel.
   */
  NEAREST
}
