package io.infer4j.score;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A row-major array as lanes along one axis: where each starts, how long, how far apart. */
final class Lanes {
  final int count;
  final int length;
  final int stride;

  private Lanes(int count, int length, int stride) {
    this.count = count;
    this.length = length;
    this.stride = stride;
  }

  /** All of the buffer as one lane. */
  static Lanes of(@Nullable FloatBuffer data) {
    if (data == null) {
      throw new IllegalArgumentException("the scores are null, expected an array or a buffer");
    }
    return new Lanes(1, data.remaining(), 1);
  }

  static Lanes of(@Nullable FloatBuffer data, int axis, long... shape) {
    int elements = of(data).length;
    if (axis < -shape.length || axis >= shape.length) {
      throw new IllegalArgumentException(
          "expected an axis of shape " + Arrays.toString(shape) + ", got " + axis);
    }
    int at = axis < 0 ? axis + shape.length : axis;
    long outer = product(shape, 0, at);
    long inner = product(shape, at + 1, shape.length);
    long length = shape[at];
    // Each factor is known to be below 2^31, so two of them cannot overflow.
    long lanes = outer * inner;
    if (length < 0 || lanes > Integer.MAX_VALUE || lanes * length != elements) {
      throw new IllegalArgumentException(
          "shape " + Arrays.toString(shape) + " does not have " + elements + " elements");
    }
    return new Lanes((int) lanes, (int) length, (int) inner);
  }

  private static long product(long[] shape, int from, int to) {
    long product = 1;
    for (int i = from; i < to; i++) {
      if (shape[i] < 0 || shape[i] > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "expected sizes of 0 to 2^31-1, got shape " + Arrays.toString(shape));
      }
      product = Math.min(Integer.MAX_VALUE + 1L, product * shape[i]);
    }
    return product;
  }

  int start(int lane) {
    return lane / stride * stride * length + lane % stride;
  }
}
