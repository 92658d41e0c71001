package io.infer4j.window;

import io.infer4j.Tensor;
import io.infer4j.npy.Npy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** What make_window_vectors.py wrote. */
public final class Vectors {
  private Vectors() {}

  public static Tensor read(String name) {
    try (InputStream in = Vectors.class.getResourceAsStream(name + ".npy")) {
      return Npy.read(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A table, by rows. */
  public static double[][] rows(String name) {
    Tensor table = read(name);
    double[] values = table.toDoubles();
    int columns = (int) table.shape().dim(1);
    double[][] rows = new double[(int) table.shape().dim(0)][columns];
    for (int i = 0; i < values.length; i++) {
      rows[i / columns][i % columns] = values[i];
    }
    return rows;
  }
}
