package io.infer4j.nms;

import io.infer4j.npy.Npy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Objects;

/** Results that make_nms_vectors.py has written, one a case. */
final class Expected {
  private final float[] values;
  private final int[] ends;

  private Expected(float[] values, int[] lengths) {
    this.values = values;
    this.ends = lengths;
    Arrays.parallelPrefix(ends, Integer::sum);
  }

  static Expected of(String name) {
    return new Expected(read(name).toFloats(), read(name + "_lengths").toInts());
  }

  private static io.infer4j.Tensor read(String name) {
    try (InputStream in = Expected.class.getResourceAsStream(name + ".npy")) {
      return Npy.read(Objects.requireNonNull(in, name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int cases() {
    return ends.length;
  }

  float[] floats(int i) {
    return Arrays.copyOfRange(values, i == 0 ? 0 : ends[i - 1], ends[i]);
  }

  int[] ints(int i) {
    float[] floats = floats(i);
    int[] ints = new int[floats.length];
    for (int k = 0; k < ints.length; k++) {
      ints[k] = (int) floats[k];
    }
    return ints;
  }
}
