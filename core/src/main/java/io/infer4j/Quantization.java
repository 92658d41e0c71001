package io.infer4j;

import io.infer4j.convert.Conversion;
import io.infer4j.convert.IntegerOverflow;
import io.infer4j.convert.QuantizedTensor;
import io.infer4j.convert.Quantizer;
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

  /**
   * The integer that stands for a real number, as TensorFlow Lite's Quantize makes it: {@code real
   * / scale} in {@code float}, rounded to the nearest integer, halves away from zero, plus the zero
   * point, clamped to what the dtype holds. NaN gives the zero point.
   *
   * @param channel 0 where {@link #isPerTensor}
   * @param dtype an integer type of at most 32 bits
   * @throws IllegalArgumentException if the dtype is another
   * @throws IndexOutOfBoundsException if there is no such channel
   */
  public long quantize(float real, int channel, DType dtype) {
    int bits = 8 * dtype.byteSize();
    if (!dtype.isInteger() || bits > 32) {
      throw new IllegalArgumentException(
          "expected an integer dtype of at most 32 bits, got " + dtype);
    }
    long lowest = Quantizer.lowest(dtype);
    long highest = Quantizer.highest(dtype);
    return Quantizer.quantize(real, scales[channel], zeroPoints[channel], lowest, highest);
  }

  /**
   * The real number that an integer stands for: {@code scale * (q - zeroPoint)}, the product in
   * {@code double}, rounded to {@code float}.
   *
   * @param channel 0 where {@link #isPerTensor}
   * @throws IndexOutOfBoundsException if there is no such channel
   */
  public float dequantize(long q, int channel) {
    return (float) ((double) scales[channel] * (q - zeroPoints[channel]));
  }

  /**
   * The tensor of integers that stand for real numbers, each by {@link #quantize(float, int,
   * DType)}.
   *
   * @param reals of a floating-point dtype
   * @param dtype {@link DType#INT8}, {@link DType#UINT8}, {@link DType#INT16}, {@link DType#UINT16}
   *     or {@link DType#INT32}
   * @throws IllegalArgumentException if one of the dtypes is another, or the shape has not as many
   *     indices along the axis as there are scales
   */
  public Tensor quantize(Tensor reals, DType dtype) {
    checkDtypes(reals.dtype(), dtype);
    return converted(reals, null, dtype, this);
  }

  /**
   * The {@link DType#FLOAT32} tensor of the real numbers that integers stand for, each by {@link
   * #dequantize(long, int)}.
   *
   * @throws IllegalArgumentException as {@link #quantize(Tensor, DType)}
   */
  public Tensor dequantize(Tensor integers) {
    checkDtypes(DType.FLOAT32, integers.dtype());
    return converted(integers, this, DType.FLOAT32, null);
  }

  private static void checkDtypes(DType real, DType integer) {
    if (!real.isFloatingPoint() || !Quantizer.isQuantizable(integer)) {
      throw new IllegalArgumentException(
          "expected a floating-point dtype and int8, uint8, int16, uint16 or int32, got "
              + real
              + " and "
              + integer);
    }
  }

  private Tensor converted(
      Tensor from, @Nullable Quantization ofFrom, DType dtype, @Nullable Quantization ofTo) {
    Shape shape = from.shape();
    if (axis >= shape.rank() || (axis >= 0 && shape.dim(axis) != scales.length)) {
      throw new IllegalArgumentException("expected " + this + " to fit the shape, got " + shape);
    }
    Tensor to = Tensor.allocate(dtype, shape);
    int[] order = new int[shape.rank()];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    new Conversion(
            new QuantizedTensor(from, ofFrom, true),
            new QuantizedTensor(to, ofTo, true),
            order,
            new IntegerOverflow("", true))
        .run();
    return to;
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
