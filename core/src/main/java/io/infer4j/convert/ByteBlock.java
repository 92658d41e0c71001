package io.infer4j.convert;

import io.infer4j.Tensor;
import java.nio.Buffer;
import java.nio.ByteBuffer;

/** Elements of one byte, as they are. */
final class ByteBlock extends ElementBlock {
  private final ByteBuffer source;
  private final ByteBuffer target;
  private byte[] front;
  private byte[] back;

  ByteBlock(Tensor from, Tensor to, int room) {
    this.source = from.asBytes();
    this.target = to.asBytes();
    this.front = new byte[room];
    this.back = new byte[room];
  }

  @Override
  void read(int from, int at, int count, int channel, int step) {
    ((Buffer) source).position(from);
    source.get(front, at, count);
  }

  @Override
  void turn(int rows, int columns) {
    byte[] in = front;
    byte[] out = back;
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
    ((Buffer) target).position(to);
    target.put(front, at, count);
  }
}
