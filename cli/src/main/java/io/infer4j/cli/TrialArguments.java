package io.infer4j.cli;

import io.infer4j.LoadOptions;
import io.infer4j.Model;
import io.infer4j.Tensor;
import io.infer4j.TensorSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a bundle's variants are compared on, as options of a command. */
final class TrialArguments {
  /** Several, so that an output of one number has more than one value. */
  private static final int RANDOM_TRIALS = 4;

  @Option(
      names = "--input",
      paramLabel = "NAME=FILE.npy",
      description = "Compare on this input, by its name in the bundle; repeat for more.")
  private List<String> inputs = List.of();

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      defaultValue = "1",
      description = "Of the random values that are taken for other inputs (default: 1).")
  private long seed;

  @Option(
      names = "--range",
      paramLabel = "LOW,HIGH",
      split = ",",
      hideParamSyntax = true,
      description =
          "Of random floats (default: 0,1; for init and add, what a file's quantised inputs can tell"
              + " apart).")
  private List<Double> range = List.of();

  @Option(
      names = "--shape",
      paramLabel = "NAME=N,N",
      description = "The shape of a random input where it is dynamic (default: 1 for each).")
  private List<String> shapes = List.of();

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "0",
      description = "Threads within one operator (default: the engine's choice).")
  private int threads;

  void check() {
    if (!range.isEmpty() && !(range.size() == 2 && range.get(0) < range.get(1))) {
      throw new WrongUseException("--range takes LOW,HIGH, the lower first; got " + range);
    }
    if (threads < 0) {
      throw new WrongUseException("--threads takes 0 or more, got " + threads);
    }
    try {
      loading();
    } catch (IllegalArgumentException e) {
      throw new WrongUseException(e);
    }
  }

  LoadOptions loading() {
    return LoadOptions.defaults().withThreads(threads);
  }

  /**
   * The inputs of each trial, by canonical name.
   *
   * @param model has the canonical names
   * @param specs the model's inputs, with sizes in place of dynamic dimensions where a file says so
   * @param ranges of random floats, by name, where a file has limits
   */
  List<Map<String, Tensor>> make(
      Model model, List<TensorSpec> specs, Map<String, double[]> ranges) {
    Map<String, String> files = Assignments.split("--input", inputs, model);
    Map<String, String> asked = Assignments.split("--shape", shapes, model);
    boolean random = specs.stream().anyMatch(spec -> !files.containsKey(spec.name()));
    List<Map<String, Tensor>> trials = new ArrayList<>();
    for (int i = 0; i < (random ? RANDOM_TRIALS : 1); i++) {
      Map<String, Tensor> trial = new LinkedHashMap<>();
      new InputTensors(specs, files, asked)
          .gather(seed + i, true)
          .forEach(
              (name, tensor) -> {
                double[] limits = files.containsKey(name) ? null : limits(ranges.get(name));
                trial.put(name, limits == null ? tensor : stretched(tensor, limits));
              });
      trials.add(trial);
    }
    return trials;
  }

  private double @Nullable [] limits(double @Nullable [] ofFile) {
    return range.isEmpty() ? ofFile : new double[] {range.get(0), range.get(1)};
  }

  private static Tensor stretched(Tensor tensor, double... limits) {
    if (!tensor.dtype().isFloatingPoint()) {
      return tensor;
    }
    double[] values = tensor.toDoubles();
    for (int i = 0; i < values.length; i++) {
      values[i] = limits[0] + values[i] * (limits[1] - limits[0]);
    }
    return Tensor.of(values, tensor.shape().dims()).to(tensor.dtype());
  }

  /** For instance {@code 4 random inputs (seed 1)}. */
  String text(List<Map<String, Tensor>> trials) {
    if (trials.size() == 1) {
      return "the inputs given";
    }
    String limits =
        range.isEmpty()
            ? ""
            : ", " + range.get(0).floatValue() + " to " + range.get(1).floatValue();
    return trials.size() + " random inputs (seed " + seed + limits + ")";
  }
}
