package io.infer4j;

/**
 * Conversion between {@code float} and bfloat16, the upper 16 bits of a binary32: 1 sign bit, 8
 * exponent bits, 7 fraction bits, as {@link DType#BFLOAT16} tensors hold it in a {@code short}.
 */
public final class BFloat16 {
  private BFloat16() {}

  /** The value of these bits, exactly. */
  public static float toFloat(short bits) {
    return Float.intBitsToFloat(bits << 16);
  }

  /** The nearest bfloat16, ties to even; a NaN stays a (quiet) NaN. */
  public static short fromFloat(float value) {
    int bits = Float.floatToRawIntBits(value);
    if ((bits & 0x7fffffff) > 0x7f800000) {
      return (short) (bits >>> 16 | 0x40);
    }
    return (short) ((bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16);
  }
}
