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

/** Reads a tensor's elements as real numbers: widened, narrowed or dequantised. */
final class FloatReader {
  private final DType dtype;
  private final Scales scales;
  private final ByteBuffer bytes;
  private final ShortBuffer shorts;
  private final IntBuffer ints;
  private final FloatBuffer floats;
  private final DoubleBuffer doubles;
  private final byte[] byteRow;
  private final short[] shortRow;
  private final int[] intRow;
  private final double[] doubleRow;

  FloatReader(QuantizedTensor side, int room) {
    dtype = side.tensor.dtype();
    scales = new Scales(side.quantization);
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

  /** See {@link ElementBlock#read}. */
  void read(int from, float[] to, int at, int count, int channel, int step) {
    switch (dtype) {
      case FLOAT32 -> {
        ((Buffer) floats).position(from);
        floats.get(to, at, count);
      }
      case FLOAT64 -> {
        ((Buffer) doubles).position(from);
        doubles.get(doubleRow, 0, count);
        for (int i = 0; i < count; i++) {
          to[at + i] = (float) doubleRow[i];
        }
      }
      case FLOAT16 -> {
        get(shorts, from, count);
        for (int i = 0; i < count; i++) {
          to[at + i] = Float16.toFloat(shortRow[i]);
        }
      }
      case BFLOAT16 -> {
        get(shorts, from, count);
        for (int i = 0; i < count; i++) {
          to[at + i] = BFloat16.toFloat(shortRow[i]);
        }
      }
      case INT8, UINT8 -> bytes(from, to, at, count, channel, step);
      case INT16, UINT16 -> shorts(from, to, at, count, channel, step);
      case INT32 -> ints(from, to, at, count, channel, step);
      default -> throw new IllegalStateException(dtype + " stands for no real numbers");
    }
  }

  private void get(ShortBuffer buffer, int from, int count) {
    ((Buffer) buffer).position(from);
    buffer.get(shortRow, 0, count);
  }

  // Products of a float and an integer of 17 bits are rounded once, as if made in double.

  private void bytes(int from, float[] to, int at, int count, int channel, int step) {
    ((Buffer) bytes).position(from);
    bytes.get(byteRow, 0, count);
    // Of a negative byte the upper bits are ones: kept for int8, cut off for uint8.
    int mask = dtype == DType.UINT8 ? 0xff : -1;
    if (step == 0) {
      float scale = scales.scale[channel];
      int zeroPoint = scales.zeroPoint[channel];
      for (int i = 0; i < count; i++) {
        to[at + i] = scale * ((byteRow[i] & mask) - zeroPoint);
      }
      return;
    }
    for (int i = 0; i < count; i++) {
      int c = channel + i;
      to[at + i] = scales.scale[c] * ((byteRow[i] & mask) - scales.zeroPoint[c]);
    }
  }

  private void shorts(int from, float[] to, int at, int count, int channel, int step) {
    get(shorts, from, count);
    int mask = dtype == DType.UINT16 ? 0xffff : -1;
    for (int i = 0; i < count; i++) {
      int c = channel + i * step;
      to[at + i] = scales.scale[c] * ((shortRow[i] & mask) - scales.zeroPoint[c]);
    }
  }

  private void ints(int from, float[] to, int at, int count, int channel, int step) {
    ((Buffer) ints).position(from);
    ints.get(intRow, 0, count);
    for (int i = 0; i < count; i++) {
      int c = channel + i * step;
      to[at + i] = (float) ((double) scales.scale[c] * ((long) intRow[i] - scales.zeroPoint[c]));
    }
  }
}
