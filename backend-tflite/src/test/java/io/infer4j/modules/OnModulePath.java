package io.infer4j.modules;

import io.infer4j.DType;
import io.infer4j.Model;
import io.infer4j.Tensor;
import java.nio.file.Path;

/** Run in a JVM of its own that has infer4j and TensorFlow Lite on the module path. */
final class OnModulePath {
  private OnModulePath() {}

  public static void main(String[] args) throws ClassNotFoundException {
    try (Model model = Model.load(Path.of(System.getProperty("model")))) {
      Tensor x = Tensor.allocate(DType.UINT16, 3);
      System.out.println(
          Class.forName("io.infer4j.tflite.TfliteEngine").getModule().getName()
              + " "
              + model.engine().version()
              + " "
              + model.run(x).single());
    }
  }
}
