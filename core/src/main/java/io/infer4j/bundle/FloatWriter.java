package io.infer4j.bundle;

import io.infer4j.BFloat16;
import io.infer4j.DType;
import io.infer4j.Float16;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.ShortBuffer;

/** Writes real numbers as a tensor's elements: widened, narrowed or quantised. */
final class FloatWriter {
  /** The bits of 0.5 - 2<sup>-25</sup>. */
  private static final int BELOW_HALF = 0x3effffff;

  private final DType dtype;
  private final Scales scales;
  private final int lowest;
  private final int highest;
  private final ByteBuffer bytes;
  private final ShortBuffer shorts;
  private final IntBuffer ints;
  private final FloatBuffer floats;
  private final DoubleBuffer doubles;
  private final byte[] byteRow;
  private final short[] shortRow;
  private final int[] intRow;
  private final double[] doubleRow;

  FloatWriter(Side side, int room) {
    dtype = side.tensor.dtype();
    scales = new Scales(side.quantization);
    boolean integers = QuantizationKeys.isQuantizable(dtype);
    lowest = integers ? QuantizationKeys.lowest(dtype) : 0;
    highest = integers ? QuantizationKeys.highest(dtype) : 0;
    bytes = side.tensor.asBytes();
    ByteBuffer typed = bytes.duplicate().order(ByteOrder.nativeOrder());
    shorts = typed.asShortBuffer();
    ints = typed.asIntBuffer();
    floats = typed.asFloatBuffer();
    doubles = typed.asDoubleBuffer();
    byteRow = new byte[dtype.byteSize() == 1 ? room : 0];
    shortRow = new short[dtype.byteSize() == 2 ? room : 0];
    intRow = new int[dtype == DType.INT32 ? room : 0];
    doubleRow = new double[dtype == DType.FLOAT64 ? room : 0];
  }

  /** See {@link Block#write}; what it was given is overwritten. */
  void write(int to, float[] from, int at, int count, int channel, int step) {
    switch (dtype) {
      case FLOAT32 -> {
        ((Buffer) floats).position(to);
        floats.put(from, at, count);
      }
      case FLOAT64 -> {
        for (int i = 0; i < count; i++) {
          doubleRow[i] = from[at + i];
        }
        ((Buffer) doubles).position(to);
        doubles.put(doubleRow, 0, count);
      }
      case FLOAT16 -> {
        for (int i = 0; i < count; i++) {
          shortRow[i] = Float16.fromFloat(from[at + i]);
        }
        put(to, count);
      }
      case BFLOAT16 -> {
        for (int i = 0; i < count; i++) {
          shortRow[i] = BFloat16.fromFloat(from[at + i]);
        }
        put(to, count);
      }
      case INT8, UINT8 -> bytes(to, from, at, count, channel, step);
      case INT16, UINT16 -> {
        for (int i = 0; i < count; i++) {
          int c = channel + i * step;
          shortRow[i] = (short) quantized(from[at + i], scales.scale[c], scales.zeroPoint[c]);
        }
        put(to, count);
      }
      case INT32 -> {
        for (int i = 0; i < count; i++) {
          int c = channel + i * step;
          intRow[i] = quantized(from[at + i], scales.scale[c], scales.zeroPoint[c]);
        }
        ((Buffer) ints).position(to);
        ints.put(intRow, 0, count);
      }
      default -> throw new IllegalStateException(dtype + " stands for no real numbers");
    }
  }

  private void put(int to, int count) {
    ((Buffer) shorts).position(to);
    shorts.put(shortRow, 0, count);
  }

  private void bytes(int to, float[] from, int at, int count, int channel, int step) {
    if (step == 0) {
      bytes(from, at, count, scales.scale[channel], scales.zeroPoint[channel]);
    } else {
      for (int i = 0; i < count; i++) {
        int c = channel + i;
        byteRow[i] = (byte) quantized(from[at + i], scales.scale[c], scales.zeroPoint[c]);
      }
    }
    ((Buffer) bytes).position(to);
    bytes.put(byteRow, 0, count);
  }

  private void bytes(float[] from, int at, int count, float scale, int zeroPoint) {
    byte[] row = byteRow;
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

  /**
   * As TensorFlow Lite: divided in float, rounded with halves away from zero, clamped. NaN gives
   * the zero point.
   */
  private int quantized(float real, float scale, int zeroPoint) {
    float quotient = real / scale;
    // The half is added in double, where the sum is exact for all that is not clamped.
    long rounded = (long) (quotient + (quotient < 0 ? -0.5 : 0.5));
    long clamped = Math.max(-1L << 40, Math.min(1L << 40, rounded)) + zeroPoint;
    return (int) Math.max(lowest, Math.min(highest, clamped));
  }
}
