package io.infer4j;

import java.nio.ByteBuffer;

/** Single elements of a tensor's memory: reading, converting, printing. */
final class Elements {
  private Elements() {}

  /** Converts {@code count} elements; what a dtype cannot hold is an IllegalArgumentException. */
  static void convert(DType from, ByteBuffer source, DType to, ByteBuffer target, int count) {
    for (int i = 0; i < count; i++) {
      boolean fits = true;
      if (to == DType.FLOAT64) {
        target.putDouble(i * 8, getDouble(from, source, i));
      } else if (to.isFloatingPoint()) {
        putFloating(to, target, i, getSticky(from, source, i));
      } else if (from.isFloatingPoint()) {
        fits = putTruncated(to, target, i, getDouble(from, source, i));
      } else {
        fits = putLong(from == DType.UINT64, to, target, i, getLong(from, source, i));
      }
      if (!fits) {
        throw new IllegalArgumentException(
            from + " value " + format(from, source, i) + " at index " + i + " does not fit " + to);
      }
    }
  }

  static String format(DType dtype, ByteBuffer data, int i) {
    return switch (dtype) {
      case FLOAT64 -> Double.toString(data.getDouble(i * 8));
      case FLOAT16, BFLOAT16, FLOAT32 -> Float.toString((float) getDouble(dtype, data, i));
      case UINT64 -> Long.toUnsignedString(data.getLong(i * 8));
      case BOOL -> data.get(i) == 0 ? "false" : "true";
      default -> Long.toString(getLong(dtype, data, i));
    };
  }

  /** The value of an integer or bool; a uint64 as its bits. */
  private static long getLong(DType dtype, ByteBuffer data, int i) {
    return switch (dtype) {
      case INT8 -> data.get(i);
      case UINT8 -> data.get(i) & 0xff;
      case BOOL -> data.get(i) == 0 ? 0 : 1;
      case INT16 -> data.getShort(i * 2);
      case UINT16 -> data.getShort(i * 2) & 0xffff;
      case INT32 -> data.getInt(i * 4);
      case UINT32 -> data.getInt(i * 4) & 0xffffffffL;
      case INT64, UINT64 -> data.getLong(i * 8);
      default -> throw new IllegalArgumentException(dtype + " is not an integer type");
    };
  }

  private static double getDouble(DType dtype, ByteBuffer data, int i) {
    return switch (dtype) {
      case FLOAT16 -> Float16.toFloat(data.getShort(i * 2));
      case BFLOAT16 -> BFloat16.toFloat(data.getShort(i * 2));
      case FLOAT32 -> data.getFloat(i * 4);
      case FLOAT64 -> data.getDouble(i * 8);
      case UINT64 -> unsignedToDouble(data.getLong(i * 8));
      default -> getLong(dtype, data, i);
    };
  }

  /** What is rounded to a narrower type next: where it is not exact its last bit tells so. */
  private static double getSticky(DType dtype, ByteBuffer data, int i) {
    if (dtype != DType.INT64 && dtype != DType.UINT64) {
      return getDouble(dtype, data, i);
    }
    long bits = data.getLong(i * 8);
    boolean negative = dtype == DType.INT64 && bits < 0;
    long magnitude = negative ? -bits : bits;
    if (magnitude >>> 53 == 0) {
      return bits;
    }
    double value = (magnitude >>> 11 | ((magnitude & 0x7ff) == 0 ? 0 : 1)) * 0x1p11;
    return negative ? -value : value;
  }

  private static double unsignedToDouble(long bits) {
    // Halved with the lost bit kept as a sticky one, so that the one rounding is right.
    return bits >= 0 ? bits : ((bits >>> 1) | (bits & 1)) * 2.0;
  }

  private static void putFloating(DType to, ByteBuffer target, int i, double value) {
    switch (to) {
      case FLOAT16 -> target.putShort(i * 2, Float16.fromFloat(stickyFloat(value)));
      case BFLOAT16 -> target.putShort(i * 2, BFloat16.fromFloat(stickyFloat(value)));
      default -> target.putFloat(i * 4, (float) value);
    }
  }

  /** The float toward zero, its last bit set where it is not exact: rounding that is right. */
  private static float stickyFloat(double value) {
    float nearest = (float) value;
    if (nearest == value || Float.isNaN(nearest) || Float.isInfinite(nearest)) {
      return nearest;
    }
    boolean away = Math.abs((double) nearest) > Math.abs(value);
    int cut = Float.floatToRawIntBits(nearest) - (away ? 1 : 0);
    return Float.intBitsToFloat(cut | 1);
  }

  private static boolean putTruncated(DType to, ByteBuffer target, int i, double value) {
    if (to == DType.BOOL) {
      target.put(i, (byte) (value == 0 ? 0 : 1));
      return true;
    }
    double cut = value < 0 ? Math.ceil(value) : Math.floor(value);
    if (to == DType.UINT64 && cut >= 0x1p63 && cut < 0x1p64) {
      target.putLong(i * 8, (long) (cut - 0x1p63) ^ Long.MIN_VALUE);
      return true;
    }
    return cut >= -0x1p63 && cut < 0x1p63 && putLong(false, to, target, i, (long) cut);
  }

  private static boolean putLong(boolean unsigned, DType to, ByteBuffer target, int i, long value) {
    if (to == DType.BOOL) {
      target.put(i, (byte) (value == 0 ? 0 : 1));
      return true;
    }
    int bits = to.byteSize() * 8;
    boolean fits;
    if (value < 0) {
      // A negative long is out of every range but a signed one; from uint64 it means 2^63 and up.
      fits = unsigned ? to == DType.UINT64 : !to.isUnsigned() && value >> (bits - 1) == -1;
    } else {
      fits = bits == 64 || value >> (to.isUnsigned() ? bits : bits - 1) == 0;
    }
    if (fits) {
      switch (to.byteSize()) {
        case 1 -> target.put(i, (byte) value);
        case 2 -> target.putShort(i * 2, (short) value);
        case 4 -> target.putInt(i * 4, (int) value);
        default -> target.putLong(i * 8, value);
      }
    }
    return fits;
  }
}
