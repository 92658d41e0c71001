package io.infer4j.bundle;

import io.infer4j.DType;
import io.infer4j.Quantization;
import io.infer4j.convert.Quantizer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads {@code scale}, {@code zero_point} and {@code axis} of a tensor's section. */
final class QuantizationKeys {
  private final Section section;
  private final @Nullable DType dtype;

  QuantizationKeys(Section section, @Nullable DType dtype) {
    this.section = section;
    this.dtype = dtype;
  }

  @Nullable Quantization read() {
    Property scale = section.get("scale");
    Property zero = section.get("zero_point");
    Property axis = section.get("axis");
    if (scale == null) {
      for (Property alone : new Property[] {zero, axis}) {
        if (alone != null) {
          throw alone.error("a key " + section.prefix + "scale beside it", "none");
        }
      }
      return null;
    }
    if (dtype != null && !Quantizer.isQuantizable(dtype)) {
      throw scale.error("no scale where the dtype is " + dtype);
    }
    float[] scales = scales(scale);
    int[] zeroPoints = zero == null ? new int[1] : Values.integers(zero);
    if (zeroPoints.length == 1 && scales.length > 1) {
      int all = zeroPoints[0];
      zeroPoints = new int[scales.length];
      Arrays.fill(zeroPoints, all);
    }
    if (zero != null) {
      checkZeroPoints(zero, zeroPoints, scales.length);
    }
    if (axis != null) {
      return Quantization.perChannel(scales, zeroPoints, Values.integer(axis, 0));
    }
    if (scales.length > 1) {
      throw scale.error(
          "one scale, or a key " + section.prefix + "axis beside it", scales.length + " scales");
    }
    return Quantization.perTensor(scales[0], zeroPoints[0]);
  }

  private static float[] scales(Property property) {
    double[] values = Values.numbers(property);
    float[] scales = new float[values.length];
    for (int i = 0; i < scales.length; i++) {
      scales[i] = (float) values[i];
      if (!(scales[i] > 0) || Float.isInfinite(scales[i])) {
        throw property.error("a scale above 0 that a float can hold");
      }
    }
    return scales;
  }

  private void checkZeroPoints(Property property, int[] zeroPoints, int scales) {
    if (zeroPoints.length != scales) {
      throw property.error(
          "as many zero points as scales, " + scales, String.valueOf(zeroPoints.length));
    }
    for (int zeroPoint : zeroPoints) {
      if (dtype != null
          && (zeroPoint < Quantizer.lowest(dtype) || zeroPoint > Quantizer.highest(dtype))) {
        throw property.error("zero points that " + dtype + " can hold");
      }
    }
  }
}
