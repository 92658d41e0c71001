package io.infer4j.tflite;

import io.infer4j.IoBinding;
import io.infer4j.Model;
import io.infer4j.ModelSource;
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
      case "load" -> load(ModelSource.of(Models.path("fc")));
      case "load_bytes" -> load(ModelSource.of(Models.bytes("fc")));
      case "rebind" -> rebind();
      case "strings" -> strings();
      case "dynamic" -> dynamic();
      case "failing" -> failing();
      default -> throw new IllegalArgumentException(System.getProperty("soak"));
    }
  }

  private static void bound() throws IOException {
    try (Model model = Models.load("fc");
        IoBinding io = model.bind(Shape.of(1, 3))) {
      Resident.repeat(200_000, io::run);
    }
  }

  private static void simple() throws IOException {
    Tensor input = Tensor.of(new float[] {1, 2, 3}, 1, 3);
    try (Model model = Models.load("fc")) {
      Resident.repeat(200_000, () -> model.run(input));
    }
  }

  private static void load(ModelSource source) throws IOException {
    Tensor input = Tensor.of(new float[] {1, 2, 3}, 1, 3);
    Resident.repeat(
        4_000,
        () -> {
          try (Model model = Model.load(source);
              IoBinding io = model.bind(Shape.of(1, 3))) {
            model.run(input);
            io.run();
          }
        });
  }

  private static void rebind() throws IOException {
    int[] rows = {1};
    try (Model model = Models.load("fc");
        IoBinding io = model.bind(Shape.of(1, 3))) {
      Resident.repeat(
          20_000,
          () -> {
            rows[0] = rows[0] % 500 + 1;
            io.rebind(Shape.of(rows[0], 3));
            io.run();
          });
    }
  }

  private static void strings() throws IOException {
    Tensor input = Tensor.of(new String[] {"one", "größe", "a longer piece of text"}, 3);
    try (Model model = Models.load("identity_string");
        IoBinding io = model.bindTo(Map.of("x", input))) {
      Resident.repeat(50_000, io::run);
    }
  }

  private static void dynamic() throws IOException {
    int[] round = {0};
    try (Model model = Models.load("where_beside");
        IoBinding io = model.bind()) {
      Resident.repeat(
          100_000,
          () -> {
            io.input("x").asBytes().put(round[0]++ % 4, (byte) (round[0] / 4 % 2));
            io.run();
          });
    }
  }

  private static void failing() throws IOException {
    Resident.repeat(
        4_000,
        () -> {
          try {
            Models.load("custom_op").close();
          } catch (io.infer4j.ModelLoadException e) {
            return;
          }
          throw new IllegalStateException("it was loaded");
        });
  }
}
