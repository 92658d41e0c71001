package io.infer4j.cli;

import io.infer4j.DType;
import io.infer4j.InferenceException;
import io.infer4j.Model;
import io.infer4j.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a reference answers to some inputs. It is asked before any other model: one that it does not
 * run on, no other is tried on.
 *
 * @param inputs by canonical name, of each trial
 * @param expected the reference's outputs in each
 * @param text what the inputs are, in words
 */
record Trials(List<Map<String, Tensor>> inputs, List<Map<String, Tensor>> expected, String text) {

  /**
   * Runs the reference.
   *
   * @param mayFail whether trials but the first are left out where it does not run on them
   * @throws InferenceException if it does not run
   */
  static Trials run(
      Model reference, List<Map<String, Tensor>> inputs, boolean mayFail, String text) {
    List<Map<String, Tensor>> taken = new ArrayList<>();
    List<Map<String, Tensor>> expected = new ArrayList<>();
    for (Map<String, Tensor> trial : inputs) {
      try {
        expected.add(Trial.run(reference, trial).asMap());
        taken.add(trial);
      } catch (InferenceException e) {
        if (!mayFail || taken.isEmpty()) {
          throw e;
        }
      }
    }
    return new Trials(taken, expected, text);
  }

  /** The canonical output in that trial. */
  Tensor expected(int trial, String output) {
    return Objects.requireNonNull(expected.get(trial).get(output), output);
  }

  /**
   * Why the outputs cannot tell networks apart, or null where they can.
   *
   * @param constants outputs that are to be the same for all inputs
   * @throws WrongUseException if there is no output of such a name
   */
  @Nullable String unproven(List<String> constants) {
    Set<String> outputs = expected.get(0).keySet();
    for (String constant : constants) {
      if (!outputs.contains(constant)) {
        throw new WrongUseException(
            "--constant: there is no output '" + constant + "', there are " + outputs);
      }
    }
    Set<String> same = new TreeSet<>();
    for (String output : outputs) {
      if (!constants.contains(output) && !varies(output)) {
        same.add(output);
      }
    }
    if (same.isEmpty()) {
      return null;
    }
    String first = same.iterator().next();
    String input = inputs.get(0).keySet().stream().findFirst().orElse("NAME");
    return "the reference's output"
        + (same.size() == 1 ? " " : "s ")
        + same.stream()
            .map(output -> "'" + output + "'" + value(output))
            .collect(Collectors.joining(", "))
        + (same.size() == 1 ? " is" : " are")
        + " the same, or nearly always, on "
        + text
        + ", and values that do not vary prove nothing: give inputs that are answered differently,"
        + " with --input '"
        + input
        + "=FILE.npy' or --range LOW,HIGH (or --constant '"
        + first
        + "' if no input changes it)";
  }

  private boolean varies(String output) {
    Tensor first = expected(0, output);
    if (first.dtype() == DType.STRING) {
      return expected.stream()
          .map(each -> Objects.requireNonNull(each.get(output)))
          .anyMatch(each -> !Arrays.equals(each.toStrings(), first.toStrings()));
    }
    return Deviation.varies(values(output));
  }

  /** The numbers of an output, of each trial. */
  List<double[]> values(String output) {
    List<double[]> values = new ArrayList<>();
    for (int trial = 0; trial < expected.size(); trial++) {
      values.add(expected(trial, output).toDoubles());
    }
    return values;
  }

  /** For instance {@code (1.0)}, where it is one number. */
  private String value(String output) {
    Tensor first = expected(0, output);
    if (first.elements() == 0) {
      return " (empty)";
    }
    if (first.dtype() == DType.STRING) {
      return "";
    }
    double[] values = first.toDoubles();
    boolean single = Arrays.stream(values).allMatch(value -> Double.compare(value, values[0]) == 0);
    return single ? Figures.format(" (%s)", values[0]) : "";
  }

  /**
   * The smallest of the outputs' greatest values: what is small beside it is small beside each
   * output.
   */
  double scale() {
    Map<String, Double> scales = new LinkedHashMap<>();
    for (Map.Entry<String, Tensor> entry : expected.get(0).entrySet()) {
      if (entry.getValue().dtype() != DType.STRING) {
        double greatest = Deviation.greatest(values(entry.getKey()));
        if (greatest > 0) {
          scales.put(entry.getKey(), greatest);
        }
      }
    }
    return scales.values().stream().mapToDouble(Double::doubleValue).min().orElse(1);
  }
}
