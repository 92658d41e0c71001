package io.infer4j;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How the integers of a quantised tensor stand for real numbers: {@code real = scale * (q -
 * zeroPoint)}, with one scale and zero point for the whole tensor or one for each index along an
 * axis. Immutable. The definition is TensorFlow Lite's quantization specification.
 */
public final class Quantization {
  private final float[] scales;
  private final int[] zeroPoints;
  private final int axis;

  private Quantization(float[] scales, int[] zeroPoints, int axis) {
    if (scales.length == 0 || scales.length != zeroPoints.length) {
      throw new IllegalArgumentException(
          "expected as many zero points as scales, at least one; got "
              + scales.length
              + " scales and "
              + zeroPoints.length
              + " zero points");
    }
    this.scales = scales;
    this.zeroPoints = zeroPoints;
    this.axis = axis;
  }

  /** One scale and zero point for the whole tensor. */
  public static Quantization perTensor(float scale, int zeroPoint) {
    return new Quantization(new float[] {scale}, new int[] {zeroPoint}, -1);
  }

  /** A scale and zero point for each index along {@code axis}. */
  public static Quantization perChannel(float[] scales, int[] zeroPoints, int axis) {
    if (axis < 0) {
      throw new IllegalArgumentException("axis must be 0 or more, got " + axis);
    }
    return new Quantization(scales.clone(), zeroPoints.clone(), axis);
  }

  /** Whether there is one scale for the whole tensor. */
  public boolean isPerTensor() {
    return axis < 0;
  }

  /** The axis along which the scales differ, -1 where {@link #isPerTensor}. */
  public int axis() {
    return axis;
  }

  /** How many scales there are: 1, or the size of the axis. */
  public int channels() {
    return scales.length;
  }

  /** The scale of channel {@code channel}, 0 where {@link #isPerTensor}. */
  public float scale(int channel) {
    return scales[channel];
  }

  /** The zero point of channel {@code channel}, 0 where {@link #isPerTensor}. */
  public int zeroPoint(int channel) {
    return zeroPoints[channel];
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Quantization that
        && axis == that.axis
        && Arrays.equals(scales, that.scales)
        && Arrays.equals(zeroPoints, that.zeroPoints);
  }

  @Override
  public int hashCode() {
    return (Arrays.hashCode(scales) * 31 + Arrays.hashCode(zeroPoints)) * 31 + axis;
  }

  @Override
  public String toString() {
    return isPerTensor()
        ? "scale " + scales[0] + ", zero point " + zeroPoints[0]
        : scales.length + " scales along axis " + axis;
  }
}
