package io.infer4j.convert;

import io.infer4j.DType;
import io.infer4j.Tensor;
import java.nio.ByteBuffer;

/** Integers and bools by value, and the bits of any dtype where both sides have the same. */
final class LongBlock extends ElementBlock {
  private final DType from;
  private final DType to;
  private final boolean same;
  private final ByteBuffer source;
  private final ByteBuffer target;
  private final IntegerOverflow misfit;
  private long[] front;
  private long[] back;

  LongBlock(Tensor from, Tensor to, int room, IntegerOverflow misfit) {
    this.from = from.dtype();
    this.to = to.dtype();
    this.same = this.from == this.to;
    this.source = from.asBytes();
    this.target = to.asBytes();
    this.misfit = misfit;
    this.front = new long[room];
    this.back = new long[room];
  }

  @Override
  void read(int first, int at, int count, int channel, int step) {
    for (int i = 0; i < count; i++) {
      long value = get(first + i);
      if (!same && !fits(value)) {
        throw misfit.error(from, to, value, first + i);
      }
      front[at + i] = value;
    }
  }

  /** The value; a uint64 of 2^63 and up is negative. */
  private long get(int i) {
    return switch (from.byteSize()) {
      case 1 -> from == DType.BOOL ? bool(source.get(i)) : signed(source.get(i), 0xff);
      case 2 -> signed(source.getShort(i * 2), 0xffff);
      case 4 -> signed(source.getInt(i * 4), 0xffffffffL);
      default -> source.getLong(i * 8);
    };
  }

  private static long bool(byte value) {
    return value == 0 ? 0 : 1;
  }

  private long signed(long value, long mask) {
    return from.isUnsigned() ? value & mask : value;
  }

  private boolean fits(long value) {
    if (to == DType.BOOL) {
      return value == 0 || value == 1;
    }
    if (value < 0) {
      return from != DType.UINT64 && !to.isUnsigned() && value >> (to.byteSize() * 8 - 1) == -1;
    }
    int bits = to.byteSize() * 8 - (to.isUnsigned() ? 0 : 1);
    return bits >= 63 || value >> bits == 0;
  }

  @Override
  void turn(int rows, int columns) {
    long[] in = front;
    long[] out = back;
    for (int row = 0; row < rows; row++) {
      for (int i = row * columns, o = row; i < (row + 1) * columns; i++, o += rows) {
        out[o] = in[i];
      }
    }
    front = out;
    back = in;
  }

  @Override
  void write(int first, int at, int count, int channel, int step) {
    for (int i = 0; i < count; i++) {
      long value = front[at + i];
      switch (to.byteSize()) {
        case 1 -> target.put(first + i, (byte) value);
        case 2 -> target.putShort((first + i) * 2, (short) value);
        case 4 -> target.putInt((first + i) * 4, (int) value);
        default -> target.putLong((first + i) * 8, value);
      }
    }
  }
}
