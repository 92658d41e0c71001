package io.infer4j.modules;

import io.infer4j.DType;
import io.infer4j.Model;
import io.infer4j.Tensor;
import java.nio.file.Path;

/** Run in a JVM of its own that has infer4j and PyTorch on the module path. */
final class OnModulePath {
  private OnModulePath() {}

  public static void main(String[] args) {
    try (Model model = Model.load(Path.of(System.getProperty("model")))) {
      Tensor x = Tensor.allocate(DType.FLOAT32, 2);
      System.out.println(
          model.engine().getClass().getModule().getName()
              + " "
              + model.engine().version()
              + " "
              + model.run(x).get("y"));
    }
  }
}
