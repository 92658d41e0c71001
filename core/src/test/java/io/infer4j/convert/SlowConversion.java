package io.infer4j.convert;

import io.infer4j.BFloat16;
import io.infer4j.DType;
import io.infer4j.Float16;
import io.infer4j.Quantization;
import io.infer4j.Shape;
import io.infer4j.Tensor;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;

/** What a {@link Conversion} is to do, by the definition: element by element, in big numbers. */
final class SlowConversion {
  private final Tensor source;
  private final Quantization sourceQuantization;
  private final Tensor target;
  private final Quantization targetQuantization;
  private final int[] order;

  SlowConversion(Tensor source, Quantization from, Tensor target, Quantization to, int[] order) {
    this.source = source;
    this.sourceQuantization = from;
    this.target = target;
    this.targetQuantization = to;
    this.order = order;
  }

  void run() {
    long[] index = new long[order.length];
    for (int t = 0; t < target.elements(); t++) {
      unravel(t, target.shape(), index);
      long[] sourceIndex = new long[order.length];
      for (int i = 0; i < order.length; i++) {
        sourceIndex[order[i]] = index[i];
      }
      element(ravel(sourceIndex, source.shape()), sourceIndex, t, index);
    }
  }

  private static void unravel(int flat, Shape shape, long[] index) {
    int rest = flat;
    for (int i = shape.rank() - 1; i >= 0; i--) {
      index[i] = rest % shape.dim(i);
      rest /= (int) shape.dim(i);
    }
  }

  private static int ravel(long[] index, Shape shape) {
    int flat = 0;
    for (int i = 0; i < index.length; i++) {
      flat = flat * (int) shape.dim(i) + (int) index[i];
    }
    return flat;
  }

  private void element(int s, long[] sourceIndex, int t, long[] targetIndex) {
    boolean real =
        source.dtype().isFloatingPoint()
            || target.dtype().isFloatingPoint()
            || sourceQuantization != null;
    ByteBuffer in = source.asBytes();
    ByteBuffer out = target.asBytes();
    if (source.dtype() == target.dtype() && sourceQuantization == null) {
      int width = source.dtype().byteSize();
      for (int i = 0; i < width; i++) {
        out.put(t * width + i, in.get(s * width + i));
      }
    } else if (real) {
      putReal(out, t, targetIndex, getReal(in, s, sourceIndex));
    } else {
      putInteger(out, target.dtype(), t, getInteger(in, source.dtype(), s));
    }
  }

  private float getReal(ByteBuffer in, int i, long[] index) {
    return switch (source.dtype()) {
      case FLOAT16 -> Float16.toFloat(in.getShort(2 * i));
      case BFLOAT16 -> BFloat16.toFloat(in.getShort(2 * i));
      case FLOAT32 -> in.getFloat(4 * i);
      case FLOAT64 -> (float) in.getDouble(8 * i);
      default -> {
        int c = sourceQuantization.isPerTensor() ? 0 : (int) index[sourceQuantization.axis()];
        BigInteger zeroPoint = BigInteger.valueOf(sourceQuantization.zeroPoint(c));
        long steps = getInteger(in, source.dtype(), i).subtract(zeroPoint).longValueExact();
        yield (float) ((double) sourceQuantization.scale(c) * steps);
      }
    };
  }

  private void putReal(ByteBuffer out, int i, long[] index, float real) {
    switch (target.dtype()) {
      case FLOAT16 -> out.putShort(2 * i, Float16.fromFloat(real));
      case BFLOAT16 -> out.putShort(2 * i, BFloat16.fromFloat(real));
      case FLOAT32 -> out.putFloat(4 * i, real);
      case FLOAT64 -> out.putDouble(8 * i, real);
      default -> {
        int c = targetQuantization.isPerTensor() ? 0 : (int) index[targetQuantization.axis()];
        putInteger(
            out,
            target.dtype(),
            i,
            quantized(
                real / targetQuantization.scale(c),
                targetQuantization.zeroPoint(c),
                target.dtype()));
      }
    }
  }

  private static BigInteger quantized(float quotient, int zeroPoint, DType dtype) {
    boolean unsigned = dtype.isUnsigned();
    int bits = dtype.byteSize() * 8;
    BigInteger lowest = unsigned ? BigInteger.ZERO : BigInteger.TWO.pow(bits - 1).negate();
    BigInteger highest = BigInteger.TWO.pow(unsigned ? bits : bits - 1).subtract(BigInteger.ONE);
    if (Float.isNaN(quotient)) {
      return BigInteger.valueOf(zeroPoint);
    }
    if (Float.isInfinite(quotient)) {
      return quotient < 0 ? lowest : highest;
    }
    return new BigDecimal(quotient)
        .setScale(0, RoundingMode.HALF_UP)
        .toBigIntegerExact()
        .add(BigInteger.valueOf(zeroPoint))
        .max(lowest)
        .min(highest);
  }

  private static BigInteger getInteger(ByteBuffer in, DType dtype, int i) {
    long value =
        switch (dtype.byteSize()) {
          case 1 -> dtype.isUnsigned() ? in.get(i) & 0xff : in.get(i);
          case 2 -> dtype.isUnsigned() ? in.getShort(2 * i) & 0xffff : in.getShort(2 * i);
          case 4 -> dtype.isUnsigned() ? in.getInt(4 * i) & 0xffffffffL : in.getInt(4 * i);
          default -> in.getLong(8 * i);
        };
    return dtype == DType.UINT64
        ? new BigInteger(Long.toUnsignedString(value))
        : BigInteger.valueOf(value);
  }

  private static void putInteger(ByteBuffer out, DType dtype, int i, BigInteger value) {
    switch (dtype.byteSize()) {
      case 1 -> out.put(i, value.byteValue());
      case 2 -> out.putShort(2 * i, value.shortValue());
      case 4 -> out.putInt(4 * i, value.intValue());
      default -> out.putLong(8 * i, value.longValue());
    }
  }
}
