package io.infer4j;

/**
 * Conversion between {@code float} and IEEE 754 binary16: 1 sign bit, 5 exponent bits, 10 fraction
 * bits, as {@link DType#FLOAT16} tensors hold it in a {@code short}.
 */
public final class Float16 {
  private Float16() {}

  /** The value of these bits, exactly; a NaN stays a NaN with its payload. */
  public static float toFloat(short bits) {
    int sign = (bits & 0x8000) << 16;
    int exponent = (bits >>> 10) & 0x1f;
    int fraction = bits & 0x3ff;
    if (exponent == 0x1f) {
      return Float.intBitsToFloat(sign | 0x7f800000 | fraction << 13);
    }
    if (exponent == 0) {
      // Zero or subnormal: fraction * 2^-24, which a float holds exactly.
      float magnitude = fraction * 0x1p-24f;
      return Float.intBitsToFloat(sign | Float.floatToRawIntBits(magnitude));
    }
    return Float.intBitsToFloat(sign | (exponent + 112) << 23 | fraction << 13);
  }

  /**
   * The nearest binary16, ties to even; from 65,520 on infinity, below 2<sup>-25</sup> zero of the
   * same sign. A NaN stays a (quiet) NaN.
   */
  public static short fromFloat(float value) {
    int bits = Float.floatToRawIntBits(value);
    int sign = (bits >>> 16) & 0x8000;
    int magnitude = bits & 0x7fffffff;
    if (magnitude >= 0x7f800000) {
      int nan = magnitude > 0x7f800000 ? 0x200 | (magnitude >>> 13 & 0x3ff) : 0;
      return (short) (sign | 0x7c00 | nan);
    }
    if (magnitude >= 0x477ff000) {
      return (short) (sign | 0x7c00);
    }
    if (magnitude < 0x38800000) {
      // Subnormal in binary16: let the float adder round, by lining the last kept bit up with
      // 2^-24.
      float aligned = Float.intBitsToFloat(magnitude) + 0.5f;
      return (short) (sign | (Float.floatToRawIntBits(aligned) - 0x3f000000));
    }
    int rounded = magnitude - 0x38000000 + 0xfff + (magnitude >>> 13 & 1);
    return (short) (sign | rounded >>> 13);
  }
}
