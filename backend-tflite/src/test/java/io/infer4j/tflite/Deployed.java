package io.infer4j.tflite;

import io.infer4j.DType;
import io.infer4j.Model;
import io.infer4j.Tensor;

/** Loads a model, runs it, and says so: for JVMs and class loaders of its own. */
final class Deployed {
  private Deployed() {}

  public static void main(String[] args) {
    try (Model model = Models.load("mlp")) {
      Tensor input = Tensor.allocate(DType.FLOAT32, 1, 4);
      System.out.println("ran " + model.run(input).single() + " on " + model.engine().version());
    }
  }
}
