package io.infer4j.convert;

/** Elements by way of {@code float}, which is what real numbers are here. */
final class FloatBlock extends ElementBlock {
  private final FloatReader reader;
  private final FloatWriter writer;
  private float[] front;
  private float[] back;

  FloatBlock(QuantizedTensor from, QuantizedTensor to, int room) {
    this.reader = new FloatReader(from, room);
    this.writer = new FloatWriter(to, room);
    this.front = new float[room];
    this.back = new float[room];
  }

  @Override
  void read(int from, int at, int count, int channel, int step) {
    reader.read(from, front, at, count, channel, step);
  }

  /** Three are the channels of a picture, the common case by far. */
  @Override
  void turn(int rows, int columns) {
    float[] in = front;
    float[] out = back;
    if (rows == 3) {
      for (int i = 0; i < columns; i++) {
        out[3 * i] = in[i];
        out[3 * i + 1] = in[columns + i];
        out[3 * i + 2] = in[2 * columns + i];
      }
    } else if (columns == 3) {
      for (int i = 0; i < rows; i++) {
        out[i] = in[3 * i];
        out[rows + i] = in[3 * i + 1];
        out[2 * rows + i] = in[3 * i + 2];
      }
    } else {
      for (int row = 0; row < rows; row++) {
        for (int i = row * columns, o = row; i < (row + 1) * columns; i++, o += rows) {
          out[o] = in[i];
        }
      }
    }
    front = out;
    back = in;
  }

  @Override
  void write(int to, int at, int count, int channel, int step) {
    writer.write(to, front, at, count, channel, step);
  }
}
