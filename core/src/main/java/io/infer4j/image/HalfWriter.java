package io.infer4j.image;

import io.infer4j.Float16;
import io.infer4j.Tensor;
import java.nio.Buffer;
import java.nio.ShortBuffer;

final class HalfWriter extends RowWriter {
  private final Normalization normalization;
  private final short[][] table;
  private final short[] border;
  private final short[] row;
  private ShortBuffer memory = ShortBuffer.allocate(0);

  HalfWriter(Preprocessing preprocessing) {
    super(preprocessing);
    normalization = new Normalization(preprocessing);
    float[][] floats = normalization.table();
    table = new short[floats.length][];
    for (int c = 0; c < floats.length; c++) {
      table[c] = halves(floats[c]);
    }
    border = halves(normalization.border());
    row = border.clone();
  }

  private static short[] halves(float[] floats) {
    short[] halves = new short[floats.length];
    for (int i = 0; i < floats.length; i++) {
      halves[i] = Float16.fromFloat(floats[i]);
    }
    return halves;
  }

  @Override
  void open(Tensor tensor) {
    memory = tensor.asShorts();
  }

  @Override
  void clear() {
    System.arraycopy(border, 0, row, 0, row.length);
  }

  @Override
  void look(int[] values, int count, int channel, int to) {
    short[] looked = table[channel];
    short[] target = row;
    for (int i = 0; i < count; i++) {
      target[to + i] = looked[values[i]];
    }
  }

  @Override
  void lookByThree(int[] values, int count, int channel, int to) {
    short[] looked = table[channel];
    short[] target = row;
    for (int i = 0; i < count; i++) {
      target[to + 3 * i] = looked[values[i]];
    }
  }

  @Override
  void convert(float[] values, int count, int channel, int to, int step) {
    for (int i = 0; i < count; i++) {
      row[to + i * step] = Float16.fromFloat(normalization.apply(values[i], channel));
    }
  }

  @Override
  void put(boolean empty, int from, int count, int to) {
    ((Buffer) memory).position(to);
    memory.put(empty ? border : row, from, count);
  }
}
