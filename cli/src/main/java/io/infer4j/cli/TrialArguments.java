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
  private static final int FEWEST = 4;

  private static final int MOST = 16;

  /** So many values of each output are compared, where {@link #MOST} trials have them. */
  private static final int ENOUGH_VALUES = 64;

  @Option(
      names = "--input",
      paramLabel = "NAME=FILE.npy",
      description =
          "Compare on this input, by its name in the bundle, and on some like it; repeat for more.")
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
          "Of random numbers (default: 0,9 for integers, 0,1 for floats; for init and add, what a"
              + " file's quantised inputs can tell apart).")
  private List<Double> range = List.of();

  @Option(
      names = "--shape",
      paramLabel = "NAME=N,N",
      description = "The shape of a random input where it is dynamic (default: 1 for each).")
  private List<String> shapes = List.of();

  @Option(
      names = "--constant",
      paramLabel = "NAME",
      description =
          "An output that no input changes, such as a table of anchors; any other has to vary with"
              + " the inputs, or nothing is known.")
  private List<String> constants = List.of();

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "0",
      description = "Threads within one operator (default: the engine's choice).")
  private int threads;

  void check() {
    limits(range);
    if (threads < 0) {
      throw new WrongUseException("--threads takes 0 or more, got " + threads);
    }
    try {
      loading();
    } catch (IllegalArgumentException e) {
      throw new WrongUseException(e);
    }
  }

  /**
   * The least and the greatest, or null where none is given.
   *
   * @throws WrongUseException if they are not two numbers, the lower first
   */
  static double @Nullable [] limits(List<Double> range) {
    if (range.isEmpty()) {
      return null;
    }
    if (range.size() != 2 || !(range.get(0) < range.get(1))) {
      throw new WrongUseException("--range takes LOW,HIGH, the lower first; got " + range);
    }
    return new double[] {range.get(0), range.get(1)};
  }

  LoadOptions loading() {
    return LoadOptions.defaults().withThreads(threads);
  }

  List<String> constants() {
    return constants;
  }

  /**
   * Runs the reference on the inputs of each trial: on those given and some like them, or on random
   * ones.
   *
   * @param reference has the canonical names
   * @param specs the model's inputs, with sizes in place of dynamic dimensions where a file says so
   * @param ranges of random floats, by name, where a file has limits
   * @throws InferenceException if the reference does not run on them
   */
  Trials run(Model reference, List<TensorSpec> specs, Map<String, double[]> ranges) {
    Map<String, String> files = Assignments.split("--input", inputs, reference);
    Map<String, String> asked = Assignments.split("--shape", shapes, reference);
    boolean given = specs.stream().allMatch(spec -> files.containsKey(spec.name()));
    List<Map<String, Tensor>> trials = new ArrayList<>();
    for (int i = 0; i < count(reference); i++) {
      RandomTensors random = new RandomTensors(seed + i, limits(range), ranges);
      if (given && i > 0) {
        Map<String, Tensor> varied = new LinkedHashMap<>();
        trials.get(0).forEach((name, tensor) -> varied.put(name, random.vary(name, tensor)));
        trials.add(varied);
      } else {
        trials.add(new InputTensors(specs, files, asked).gather(random, true));
      }
    }
    return Trials.run(reference, trials, given, text(trials.size(), given));
  }

  /** More where an output or a slice of one has few values, which may be equal by chance. */
  private int count(Model reference) {
    long least = ENOUGH_VALUES;
    long slice = Slices.FEWEST_VALUES;
    for (TensorSpec output : reference.outputs()) {
      long elements = 1;
      long longest = 1;
      if (output.shape().hasRank()) {
        for (long dim : output.shape().dims()) {
          elements *= Math.max(1, dim); // 1 for dynamic ones
          longest = Math.max(longest, dim);
        }
      }
      if (!constants.contains(output.name())) {
        least = Math.min(least, elements);
        slice = Math.min(slice, elements / longest);
      }
    }
    long count =
        Math.max((ENOUGH_VALUES + least - 1) / least, (Slices.FEWEST_VALUES + slice - 1) / slice);
    return (int) Math.max(FEWEST, Math.min(MOST, count));
  }

  /** For instance {@code 4 random inputs (seed 1)}. */
  private String text(int trials, boolean given) {
    if (given) {
      return "the inputs given and " + (trials - 1) + " like them (seed " + seed + ")";
    }
    double[] limits = limits(range);
    return trials
        + " random inputs (seed "
        + seed
        + (limits == null ? "" : ", " + (float) limits[0] + " to " + (float) limits[1])
        + ")";
  }
}
