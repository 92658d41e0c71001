package io.infer4j.examples;

import io.infer4j.IoBinding;
import io.infer4j.Model;
import io.infer4j.Shape;
import io.infer4j.Tensor;
import io.infer4j.npy.Npy;
import io.infer4j.window.WindowPlan;
import io.infer4j.window.Windows;
import java.nio.file.Path;

/** Scores half-overlapping windows of 512 samples: {@code AudioWindows MODEL SAMPLES.npy}. */
public final class AudioWindows {
  private AudioWindows() {}

  public static void main(String[] args) {
    Tensor samples = Npy.read(Path.of(args[1]));
    WindowPlan plan = Windows.of(512).overlapRatio(0.5).plan(samples.dim(0));
    try (Model model = Model.load(Path.of(args[0]));
        IoBinding io = model.bind(Shape.of(1, 512))) {
      for (long window = 0; window < plan.count(); window++) {
        plan.copy(samples, window, io.input());
        io.run();
        System.out.println(plan.start(window) + ": " + io.output());
      }
    }
  }
}
