package io.infer4j.torch;

import io.infer4j.IoBinding;
import io.infer4j.LoadOptions;
import io.infer4j.Model;
import io.infer4j.ModelSource;
import io.infer4j.RunFailedException;
import io.infer4j.Tensor;
import io.infer4j.testkit.Resident;
import java.io.IOException;
import java.util.Map;

/** Run in a JVM of its own: the same work over and over, and the resident memory as it goes. */
final class Soak {
  private static final LoadOptions ONE_THREAD = LoadOptions.defaults().withThreads(1);

  private Soak() {}

  public static void main(String[] args) throws IOException {
    switch (System.getProperty("soak")) {
      case "bound_tuple" -> bound("empty", Tensor.of(new float[] {1, 2}, 2));
      case "bound_dict" -> bound("dict", Tensor.of(new float[] {1, 2}, 2));
      case "bound_nested" -> bound("nested", Tensor.of(new float[] {1, 2}, 2));
      case "bound_strides" -> bound("transposed", Tensor.of(new float[] {1, 2, 3, 4}, 2, 2));
      case "bound_copies" -> bound("in_place", Tensor.of(new float[] {1, 2}, 2));
      case "failing_runs" -> failingRuns();
      case "load_flatbuffer" -> load(ModelSource.of(Models.path("mlp.flatbuffer.ptl")), ONE_THREAD);
      case "load_unfrozen" ->
          load(
              ModelSource.of(Models.path("mlp")),
              ONE_THREAD.withOption("pytorch", "freeze", "false"));
      default -> throw new IllegalArgumentException(System.getProperty("soak"));
    }
  }

  private static void bound(String name, Tensor x) throws IOException {
    try (Model model = Models.load(name, ONE_THREAD);
        IoBinding io = model.bindTo(Map.of("x", x))) {
      Resident.repeat(100_000, io::run);
    }
  }

  private static void failingRuns() throws IOException {
    Tensor x = Tensor.of(new float[] {-1}, 1);
    try (Model model = Models.load("throws", ONE_THREAD);
        IoBinding io = model.bindTo(Map.of("x", x))) {
      Resident.repeat(
          4_000,
          () -> {
            try {
              io.run();
            } catch (RunFailedException e) {
              return;
            }
            throw new IllegalStateException("it ran");
          });
    }
  }

  private static void load(ModelSource source, LoadOptions options) throws IOException {
    Tensor input = Tensor.of(new float[] {1, 2, 3, 4}, 1, 4);
    Resident.repeat(
        1_000,
        () -> {
          try (Model model = Model.load(source, options);
              IoBinding io = model.bind()) {
            model.run(input);
            io.run();
          }
        });
  }
}
