package io.infer4j;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;

/** Elements as their bits and as exact numbers, by the definition of each dtype. */
final class Bits {
  private static final BigInteger TWO_TO_64 = BigInteger.ONE.shiftLeft(64);

  private Bits() {}

  /** A tensor whose elements have these bits, lowest first. */
  static Tensor tensor(DType dtype, long... bits) {
    Tensor tensor = Tensor.allocate(dtype, bits.length);
    ByteBuffer data = tensor.asBytes();
    for (int i = 0; i < bits.length; i++) {
      put(data, dtype.byteSize(), i, bits[i]);
    }
    return tensor;
  }

  static void put(ByteBuffer data, int width, int i, long bits) {
    switch (width) {
      case 1 -> data.put(i, (byte) bits);
      case 2 -> data.putShort(i * 2, (short) bits);
      case 4 -> data.putInt(i * 4, (int) bits);
      default -> data.putLong(i * 8, bits);
    }
  }

  static long get(Tensor tensor, int i) {
    ByteBuffer data = tensor.asBytes();
    return switch (tensor.dtype().byteSize()) {
      case 1 -> data.get(i) & 0xffL;
      case 2 -> data.getShort(i * 2) & 0xffffL;
      case 4 -> data.getInt(i * 4) & 0xffffffffL;
      default -> data.getLong(i * 8);
    };
  }

  /** The value, or null for a NaN or an infinity. */
  static BigDecimal value(DType dtype, long bits) {
    if (dtype.isFloatingPoint()) {
      double value = floating(dtype, bits);
      return Double.isFinite(value) ? new BigDecimal(value) : null;
    }
    int width = dtype.byteSize() * 8;
    BigInteger value = BigInteger.valueOf(bits).mod(BigInteger.ONE.shiftLeft(width));
    if (dtype == DType.BOOL) {
      return value.signum() == 0 ? BigDecimal.ZERO : BigDecimal.ONE;
    }
    boolean negative = !dtype.isUnsigned() && value.testBit(width - 1);
    return new BigDecimal(negative ? value.subtract(BigInteger.ONE.shiftLeft(width)) : value);
  }

  static double floating(DType dtype, long bits) {
    return switch (dtype) {
      case FLOAT16 -> Float16Test.value((int) bits & 0xffff);
      case BFLOAT16 -> BFloat16Test.value((int) bits & 0xffff);
      case FLOAT32 -> Float.intBitsToFloat((int) bits);
      default -> Double.longBitsToDouble(bits);
    };
  }

  /** The bits of the nearest value of a floating-point dtype, ties to even. */
  static long nearest(DType dtype, BigDecimal value) {
    return switch (dtype) {
      case FLOAT64 -> Double.doubleToRawLongBits(value.doubleValue());
      case FLOAT32 -> Float.floatToRawIntBits(value.floatValue()) & 0xffffffffL;
      default -> nearest16(dtype, value);
    };
  }

  private static long nearest16(DType dtype, BigDecimal value) {
    BigDecimal magnitude = value.abs();
    int infinity = dtype == DType.FLOAT16 ? 0x7c00 : 0x7f80;
    int low = 0;
    int high = infinity;
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (new BigDecimal(floating(dtype, middle)).compareTo(magnitude) <= 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    double next = dtype == DType.FLOAT16 ? 0x1p16 : 0x1p128;
    BigDecimal above = new BigDecimal(low + 1 == infinity ? next : floating(dtype, low + 1));
    BigDecimal below = new BigDecimal(floating(dtype, low));
    int compared = magnitude.subtract(below).compareTo(above.subtract(magnitude));
    int bits = compared < 0 || (compared == 0 && low % 2 == 0) ? low : low + 1;
    return value.signum() < 0 ? bits | 0x8000 : bits;
  }

  /** The bits of an integer or bool of that dtype, or null where it does not fit. */
  static Long integer(DType dtype, BigDecimal value) {
    if (dtype == DType.BOOL) {
      return value.signum() == 0 ? 0L : 1L;
    }
    BigInteger cut = value.toBigInteger();
    int width = dtype.byteSize() * 8;
    BigInteger least =
        dtype.isUnsigned() ? BigInteger.ZERO : BigInteger.ONE.shiftLeft(width - 1).negate();
    BigInteger end = least.add(BigInteger.ONE.shiftLeft(width));
    if (cut.compareTo(least) < 0 || cut.compareTo(end) >= 0) {
      return null;
    }
    return cut.mod(TWO_TO_64).longValue() & mask(width);
  }

  static long mask(int width) {
    return width == 64 ? -1 : (1L << width) - 1;
  }

  /** Bits that are as often near an edge as anywhere. */
  static long random(DType dtype, Random random) {
    int width = dtype.byteSize() * 8;
    if (dtype == DType.BOOL) {
      return random.nextInt(2);
    }
    if (!dtype.isFloatingPoint()) {
      // Any magnitude, so that some fit narrower types, near a power of two half of the time.
      long power = 1L << random.nextInt(64);
      long value =
          switch (random.nextInt(4)) {
            case 0 -> random.nextLong() >> random.nextInt(64);
            case 1 -> power + random.nextInt(5) - 2;
            case 2 -> -power + random.nextInt(5) - 2;
            default -> power + (power >> (1 + random.nextInt(54))) + random.nextInt(3) - 1;
          };
      return value & mask(width);
    }
    double value =
        switch (random.nextInt(4)) {
          case 0 -> floating(dtype, random.nextLong() & mask(width));
          case 1 -> Math.scalb(random.nextGaussian(), random.nextInt(80) - 10);
          case 2 -> Math.scalb(1.0, random.nextInt(70)) * (random.nextBoolean() ? 1 : -1);
          default -> random.nextInt(600) / 2.0 - 150;
        };
    return switch (dtype) {
      case FLOAT64 -> Double.doubleToRawLongBits(value);
      case FLOAT32 -> Float.floatToRawIntBits((float) value) & 0xffffffffL;
      case FLOAT16 -> Float16.fromFloat((float) value) & 0xffffL;
      default -> BFloat16.fromFloat((float) value) & 0xffffL;
    };
  }

  /** A direct buffer in native order with these bytes. */
  static ByteBuffer direct(byte... bytes) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(bytes.length).order(ByteOrder.nativeOrder());
    buffer.put(bytes).flip();
    return buffer;
  }
}
