package io.infer4j;

import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;

/** Copies what a typed buffer holds to a tensor. */
final class BufferCopy {
  private BufferCopy() {}

  static void check(DType dtype, Buffer data) {
    int width = widthOf(data);
    boolean floating = data instanceof FloatBuffer || data instanceof DoubleBuffer;
    if (width != dtype.byteSize()
        || (floating != dtype.isFloatingPoint() && width != 2)
        || dtype == DType.STRING) {
      throw new IllegalArgumentException(kindOf(data) + " cannot hold " + dtype + " elements");
    }
  }

  static void put(Buffer data, Tensor tensor) {
    if (data instanceof FloatBuffer floats) {
      tensor.asFloats().put(floats.duplicate());
    } else if (data instanceof DoubleBuffer doubles) {
      tensor.asDoubles().put(doubles.duplicate());
    } else if (data instanceof ShortBuffer shorts) {
      tensor.asShorts().put(shorts.duplicate());
    } else if (data instanceof IntBuffer ints) {
      tensor.asInts().put(ints.duplicate());
    } else if (data instanceof LongBuffer longs) {
      tensor.asLongs().put(longs.duplicate());
    }
  }

  private static int widthOf(Buffer data) {
    if (data instanceof ShortBuffer) {
      return 2;
    }
    if (data instanceof IntBuffer || data instanceof FloatBuffer) {
      return 4;
    }
    return data instanceof LongBuffer || data instanceof DoubleBuffer ? 8 : -1;
  }

  /** Its public type, for a message: its class is an internal one. */
  private static String kindOf(Buffer data) {
    if (data instanceof FloatBuffer) {
      return "a FloatBuffer";
    }
    if (data instanceof DoubleBuffer) {
      return "a DoubleBuffer";
    }
    if (data instanceof ShortBuffer) {
      return "a ShortBuffer";
    }
    if (data instanceof IntBuffer) {
      return "an IntBuffer";
    }
    return data instanceof LongBuffer ? "a LongBuffer" : "a CharBuffer";
  }

  /** From one byte order to the other. */
  static void reverseBytes(ByteBuffer data, int width) {
    for (int i = 0; i < data.capacity(); i += width) {
      switch (width) {
        case 2 -> data.putShort(i, Short.reverseBytes(data.getShort(i)));
        case 4 -> data.putInt(i, Integer.reverseBytes(data.getInt(i)));
        case 8 -> data.putLong(i, Long.reverseBytes(data.getLong(i)));
        default -> {
          return;
        }
      }
    }
  }
}
