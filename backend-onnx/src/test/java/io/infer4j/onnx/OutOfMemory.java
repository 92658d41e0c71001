package io.infer4j.onnx;

import io.infer4j.DType;
import io.infer4j.Model;
import io.infer4j.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Run in a JVM of its own with little direct memory: uses it up, lets it go, and runs again. */
final class OutOfMemory {
  private OutOfMemory() {}

  public static void main(String[] args) {
    try (Model model = Models.load("mlp_dynamic.onnx")) {
      List<Tensor> kept = new ArrayList<>();
      try {
        while (true) {
          kept.add(model.run(Tensor.allocate(DType.FLOAT32, 50_000, 4)).single());
        }
      } catch (OutOfMemoryError e) {
        System.out.println("out of memory after " + (kept.isEmpty() ? "no run" : "some runs"));
      }
      kept.clear();
      System.out.println(model.run(Models.npy("mlp_input.npy")).single().shape());
    }
  }
}
