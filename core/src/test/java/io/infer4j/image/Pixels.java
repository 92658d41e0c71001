package io.infer4j.image;

import io.infer4j.Tensor;
import io.infer4j.npy.Npy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** Made-up pixels, and the vectors that make_image_vectors.py left. */
final class Pixels {
  private Pixels() {}

  /** The same bytes as pixels() of make_image_vectors.py. */
  static byte[] of(int seed, int count) {
    byte[] pixels = new byte[count];
    int state = seed;
    for (int i = 0; i < count; i++) {
      state = state * 1664525 + 1013904223;
      pixels[i] = (byte) (state >>> 24);
    }
    return pixels;
  }

  static Tensor vector(String name) {
    try (InputStream in = Pixels.class.getResourceAsStream(name + ".npy")) {
      return Npy.read(Objects.requireNonNull(in, name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The rows of a table of cases. */
  static int[][] cases(String name) {
    Tensor table = vector(name + "_cases");
    int width = (int) table.shape().dim(1);
    int[] flat = table.toInts();
    int[][] rows = new int[flat.length / width][width];
    for (int i = 0; i < flat.length; i++) {
      rows[i / width][i % width] = flat[i];
    }
    return rows;
  }
}
