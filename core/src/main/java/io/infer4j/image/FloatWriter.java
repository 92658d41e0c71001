package io.infer4j.image;

import io.infer4j.Tensor;
import java.nio.Buffer;
import java.nio.FloatBuffer;

final class FloatWriter extends RowWriter {
  private final Normalization normalization;
  private final float[][] table;
  private final float[] border;
  private final float[] row;
  private FloatBuffer memory = FloatBuffer.allocate(0);

  FloatWriter(Preprocessing preprocessing) {
    super(preprocessing);
    normalization = new Normalization(preprocessing);
    table = normalization.table();
    border = normalization.border();
    row = border.clone();
  }

  @Override
  void open(Tensor tensor) {
    memory = tensor.asFloats();
  }

  @Override
  void clear() {
    System.arraycopy(border, 0, row, 0, row.length);
  }

  @Override
  void look(int[] values, int count, int channel, int to) {
    float[] looked = table[channel];
    float[] target = row;
    for (int i = 0; i < count; i++) {
      target[to + i] = looked[values[i]];
    }
  }

  @Override
  void lookByThree(int[] values, int count, int channel, int to) {
    float[] looked = table[channel];
    float[] target = row;
    for (int i = 0; i < count; i++) {
      target[to + 3 * i] = looked[values[i]];
    }
  }

  @Override
  void convert(float[] values, int count, int channel, int to, int step) {
    for (int i = 0; i < count; i++) {
      row[to + i * step] = normalization.apply(values[i], channel);
    }
  }

  @Override
  void put(boolean empty, int from, int count, int to) {
    ((Buffer) memory).position(to);
    memory.put(empty ? border : row, from, count);
  }
}
