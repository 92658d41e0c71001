package io.infer4j.bundle;

/** Elements by way of {@code float}, which is what real numbers are here. */
final class FloatBlock extends Block {
  private final FloatReader reader;
  private final FloatWriter writer;
  private float[] front;
  private float[] back;

  FloatBlock(Side from, Side to, int room) {
    this.reader = new FloatReader(from, room);
    this.writer = new FloatWriter(to, room);
    this.front = new float[room];
    this.back = new float[room];
  }

  @Override
  void read(int from, int at, int count, int channel, int step) {
    reader.read(from, front, at, count, channel, step);
  }

  @Override
  void turn(int rows, int columns) {
    float[] in = front;
    float[] out = back;
    for (int row = 0; row < rows; row++) {
      for (int i = row * columns, o = row; i < (row + 1) * columns; i++, o += rows) {
        out[o] = in[i];
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
