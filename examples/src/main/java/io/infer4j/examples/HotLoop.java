package io.infer4j.examples;

import io.infer4j.IoBinding;
import io.infer4j.Model;
import io.infer4j.Shape;
import io.infer4j.Tensor;
import io.infer4j.npy.Npy;
import java.nio.file.Path;

/**
 * Runs a model on each row of an array, in memory that is made once: {@code HotLoop MODEL
 * ROWS.npy}.
 */
public final class HotLoop {
  private HotLoop() {}

  public static void main(String[] args) {
    Tensor rows = Npy.read(Path.of(args[1]));
    Shape one = rows.slice(0, 1).shape();
    try (Model model = Model.load(Path.of(args[0]));
        IoBinding io = model.bind(one)) {
      for (long i = 0; i < rows.dim(0); i++) {
        io.input().set(rows.slice(i, i + 1));
        io.run();
        System.out.println(io.output());
      }
    }
  }
}
