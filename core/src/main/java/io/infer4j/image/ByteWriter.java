package io.infer4j.image;

import io.infer4j.DType;
import io.infer4j.Quantization;
import io.infer4j.Tensor;
import io.infer4j.convert.Quantizer;
import java.nio.Buffer;
import java.nio.ByteBuffer;

final class ByteWriter extends RowWriter {
  private final Normalization normalization;
  private final float scale;
  private final int zeroPoint;
  private final int lowest;
  private final int highest;
  private final byte[][] table;
  private final byte[] border;
  private final byte[] row;
  private ByteBuffer memory = ByteBuffer.allocate(0);

  ByteWriter(Preprocessing preprocessing, DType dtype) {
    super(preprocessing);
    Quantization quantization = preprocessing.quantization().orElse(null);
    scale = quantization == null ? 1 : quantization.scale(0);
    zeroPoint = quantization == null ? 0 : quantization.zeroPoint(0);
    lowest = (int) Quantizer.lowest(dtype);
    highest = (int) Quantizer.highest(dtype);
    if (zeroPoint < lowest || zeroPoint > highest) {
      throw new IllegalArgumentException(
          "expected a zero point from "
              + lowest
              + " to "
              + highest
              + " for a tensor of "
              + dtype
              + ", got "
              + zeroPoint);
    }
    normalization = new Normalization(preprocessing);
    float[][] floats = normalization.table();
    table = new byte[floats.length][];
    for (int c = 0; c < floats.length; c++) {
      table[c] = quantized(floats[c]);
    }
    border = quantized(normalization.border());
    row = border.clone();
  }

  private byte[] quantized(float[] reals) {
    byte[] quantized = new byte[reals.length];
    for (int i = 0; i < reals.length; i++) {
      quantized[i] = quantized(reals[i]);
    }
    return quantized;
  }

  private byte quantized(float real) {
    return (byte) Quantizer.quantize(real, scale, zeroPoint, lowest, highest);
  }

  @Override
  void open(Tensor tensor) {
    memory = tensor.asBytes();
  }

  @Override
  void clear() {
    System.arraycopy(border, 0, row, 0, row.length);
  }

  @Override
  void look(int[] values, int count, int channel, int to) {
    byte[] looked = table[channel];
    byte[] target = row;
    for (int i = 0; i < count; i++) {
      target[to + i] = looked[values[i]];
    }
  }

  @Override
  void lookByThree(int[] values, int count, int channel, int to) {
    byte[] looked = table[channel];
    byte[] target = row;
    for (int i = 0; i < count; i++) {
      target[to + 3 * i] = looked[values[i]];
    }
  }

  @Override
  void convert(float[] values, int count, int channel, int to, int step) {
    for (int i = 0; i < count; i++) {
      row[to + i * step] = quantized(normalization.apply(values[i], channel));
    }
  }

  @Override
  void put(boolean empty, int from, int count, int to) {
    ((Buffer) memory).position(to);
    memory.put(empty ? border : row, from, count);
  }
}
