package io.infer4j.onnx;

import io.infer4j.IoBinding;
import io.infer4j.Model;
import io.infer4j.Shape;
import io.infer4j.Tensor;
import io.infer4j.testkit.Resident;
import java.io.IOException;
import java.util.Map;

/** Run in a JVM of its own: the same work over and over, and the resident memory as it goes. */
final class Soak {
  private Soak() {}

  public static void main(String[] args) throws IOException {
    switch (System.getProperty("soak")) {
      case "bound" -> bound();
      case "simple" -> simple();
      case "load" -> load();
      case "rebind" -> rebind();
      case "strings" -> strings();
      default -> throw new IllegalArgumentException(System.getProperty("soak"));
    }
  }

  private static void bound() throws IOException {
    try (Model model = Models.load("mlp.onnx");
        IoBinding io = model.bind()) {
      Resident.repeat(200_000, io::run);
    }
  }

  private static void simple() throws IOException {
    Tensor input = Models.npy("mlp_input.npy");
    try (Model model = Models.load("mlp_dynamic.onnx")) {
      Resident.repeat(200_000, () -> model.run(input));
    }
  }

  private static void load() throws IOException {
    Tensor input = Models.npy("mlp_input.npy");
    Resident.repeat(
        2_000,
        () -> {
          try (Model model = Models.load("mlp_dynamic.onnx");
              IoBinding io = model.bind(Shape.of(1, 4))) {
            model.run(input);
            io.run();
          }
        });
  }

  private static void rebind() throws IOException {
    int[] rows = {1};
    try (Model model = Models.load("mlp_dynamic.onnx");
        IoBinding io = model.bind(Shape.of(1, 4))) {
      Resident.repeat(
          20_000,
          () -> {
            rows[0] = rows[0] % 500 + 1;
            io.rebind(Shape.of(rows[0], 4));
            io.run();
          });
    }
  }

  private static void strings() throws IOException {
    Tensor input = Tensor.of(new String[] {"one", "größe", "a longer piece of text"}, 3);
    try (Model model = Models.load("identity_string.onnx");
        IoBinding io = model.bindTo(Map.of("x", input))) {
      Resident.repeat(50_000, io::run);
    }
  }
}
