package io.infer4j.convert;

import io.infer4j.DType;

/** The one place where real numbers are rounded to integers, as TensorFlow Lite does. */
public final class Quantizer {
  /** The bits of 0.5 - 2<sup>-25</sup>. */
  private static final int BELOW_HALF = 0x3effffff;

  private Quantizer() {}

  /** Whether a tensor's numbers of this dtype can stand for real ones. */
  public static boolean isQuantizable(DType dtype) {
    return switch (dtype) {
      case INT8, UINT8, INT16, UINT16, INT32 -> true;
      default -> false;
    };
  }

  /** The least number of an integer dtype of at most 32 bits. */
  public static long lowest(DType dtype) {
    return dtype.isUnsigned() ? 0 : -1L << (8 * dtype.byteSize() - 1);
  }

  /** The greatest number of an integer dtype of at most 32 bits. */
  public static long highest(DType dtype) {
    return lowest(dtype) + (1L << (8 * dtype.byteSize())) - 1;
  }

  /**
   * Divided in float, rounded to the nearest integer, halves away from zero, plus the zero point,
   * clamped. NaN gives the zero point.
   */
  public static long quantize(float real, float scale, int zeroPoint, long lowest, long highest) {
    float quotient = real / scale;
    // The half is added in double, where the sum is exact for all that is not clamped.
    long rounded = (long) (quotient + (quotient < 0 ? -0.5 : 0.5));
    return Math.max(lowest - zeroPoint, Math.min(highest - zeroPoint, rounded)) + zeroPoint;
  }

  /** The same for many bytes of one scale; what it was given is overwritten. */
  static void quantize(
      float[] from,
      int at,
      int count,
      float scale,
      int zeroPoint,
      int lowest,
      int highest,
      byte[] row) {
    int low = lowest - zeroPoint;
    int high = highest - zeroPoint;
    // A loop of its own, which compilers turn into vector instructions.
    for (int i = at; i < at + count; i++) {
      from[i] /= scale;
    }
    for (int i = 0; i < count; i++) {
      float quotient = from[at + i];
      // Cut toward zero after the largest float below a half is added, with the quotient's sign:
      // exact ties reach the next integer, what is nearest to a tie does not. No branch.
      int sign = Float.floatToRawIntBits(quotient) & 0x80000000;
      int rounded = (int) (quotient + Float.intBitsToFloat(sign | BELOW_HALF));
      row[i] = (byte) (Math.max(low, Math.min(high, rounded)) + zeroPoint);
    }
  }
}
