package io.infer4j.convert;

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

  FloatWriter(QuantizedTensor side, int room) {
    dtype = side.tensor.dtype();
    scales = new Scales(side.quantization);
    boolean integers = Quantizer.isQuantizable(dtype);
    lowest = integers ? (int) Quantizer.lowest(dtype) : 0;
    highest = integers ? (int) Quantizer.highest(dtype) : 0;
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

  /** See {@link ElementBlock#write}; what it was given is overwritten. */
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
      float scale = scales.scale[channel];
      int zeroPoint = scales.zeroPoint[channel];
      Quantizer.quantize(from, at, count, scale, zeroPoint, lowest, highest, byteRow);
    } else {
      for (int i = 0; i < count; i++) {
        int c = channel + i;
        byteRow[i] = (byte) quantized(from[at + i], scales.scale[c], scales.zeroPoint[c]);
      }
    }
    ((Buffer) bytes).position(to);
    bytes.put(byteRow, 0, count);
  }

  private int quantized(float real, float scale, int zeroPoint) {
    return (int) Quantizer.quantize(real, scale, zeroPoint, lowest, highest);
  }
}
