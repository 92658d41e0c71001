package io.infer4j.clip;

/**
 * Which frames of a video to take. Clips at a constant stride are {@link io.infer4j.window.Windows}
 * with {@link io.infer4j.window.Padding#DROP_TAIL} or {@link io.infer4j.window.Padding#SHIFT_BACK}.
 */
public final class ClipSampling {
  private ClipSampling() {}

  /**
   * Frames spread evenly over a video, the first and the last among them: linspace(0, length - 1,
   * samples), rounded down, as PyTorchVideo's {@code uniform_temporal_subsample}. Frames come twice
   * or more where there are fewer than {@code samples}; one sample is frame 0.
   *
   * <p>Computed exactly, in integers. PyTorch computes in float32 and, depending on the CPU, may
   * give the frame before where the exact place is a whole number.
   *
   * @return {@code samples} indices, ascending
   * @throws IllegalArgumentException if one of the two is below 1
   */
  public static int[] uniform(int length, int samples) {
    if (length < 1 || samples < 1) {
      throw new IllegalArgumentException(
          "expected 1 frame or more and 1 sample or more, got "
              + length
              + " frames and "
              + samples
              + " samples");
    }
    int[] indices = new int[samples];
    for (int i = 1; i < samples; i++) {
      indices[i] = (int) ((long) i * (length - 1) / (samples - 1));
    }
    return indices;
  }

  /**
   * The frames that turn a video of one frame rate into one of another, as torchvision's {@code
   * VideoClips}. Where the source's rate is a whole multiple k of the target's, every k-th frame
   * from 0 on; else floor(length * targetFps / sourceFps) frames, the i-th {@link #resampled
   * resampled(i, sourceFps, targetFps)}.
   *
   * @return indices below {@code length}, ascending; frames come twice or more where the target's
   *     rate is higher
   * @throws IllegalArgumentException if {@code length} is negative, a rate is not above 0 and
   *     finite, or there would be more than 2^31-1 indices
   */
  public static int[] resample(int length, double sourceFps, double targetFps) {
    if (length < 0) {
      throw new IllegalArgumentException("expected a length of 0 or more frames, got " + length);
    }
    checkRates(sourceFps, targetFps);
    double step = sourceFps / targetFps;
    double count =
        Math.floor(
            step == Math.rint(step) ? Math.ceil(length / step) : length * (targetFps / sourceFps));
    if (count > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          length + " frames from " + sourceFps + " to " + targetFps + " per second are too many");
    }
    int[] indices = new int[(int) count];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = (int) Math.min(length - 1, resampled(i, sourceFps, targetFps));
    }
    return indices;
  }

  /**
   * The source's frame that stands at place {@code index} at the target's rate: floor(index *
   * sourceFps / targetFps). The quotient of the rates is rounded to float32 and so is the product,
   * as in torchvision; a quotient that is a whole number is multiplied exactly.
   *
   * <p>For a stream: push a frame as often as it is the one at the next place.
   *
   * @throws IllegalArgumentException if {@code index} is negative, or a rate is not above 0 and
   *     finite
   */
  public static long resampled(long index, double sourceFps, double targetFps) {
    if (index < 0) {
      throw new IllegalArgumentException("expected an index of 0 or more, got " + index);
    }
    checkRates(sourceFps, targetFps);
    double step = sourceFps / targetFps;
    if (step == Math.rint(step)) {
      return (long) (index * step);
    }
    return (long) Math.floor((float) index * (float) step);
  }

  private static void checkRates(double sourceFps, double targetFps) {
    checkRate("source", sourceFps);
    checkRate("target", targetFps);
    double step = sourceFps / targetFps;
    if (step == 0 || Double.isInfinite(step)) {
      throw new IllegalArgumentException(
          "expected frame rates that can be divided, got " + sourceFps + " and " + targetFps);
    }
  }

  private static void checkRate(String whose, double fps) {
    if (!(fps > 0 && fps < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "expected a " + whose + " frame rate above 0 and finite, got " + fps);
    }
  }
}
