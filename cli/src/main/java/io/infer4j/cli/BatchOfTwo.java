package io.infer4j.cli;

import io.infer4j.DType;
import io.infer4j.InferenceException;
import io.infer4j.Model;
import io.infer4j.Shape;
import io.infer4j.Tensor;
import io.infer4j.TensorSpec;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Two trials in one run, where the first axis of each input is open: two networks that are alike on
 * one sample may not be so on two, as where one of them sums over the batch.
 *
 * @param expected what the reference answers
 */
record BatchOfTwo(Map<String, Tensor> inputs, Map<String, Tensor> expected) {

  /** Null where there is no such batch, or where the reference does not run on one. */
  static @Nullable BatchOfTwo of(Model reference, List<TensorSpec> specs, Trials trials) {
    if (trials.inputs().size() < 2) {
      return null;
    }
    Map<String, Tensor> both = new LinkedHashMap<>();
    for (TensorSpec spec : specs) {
      Tensor first = trials.inputs().get(0).get(spec.name());
      Tensor second = trials.inputs().get(1).get(spec.name());
      if (first == null || second == null) {
        continue;
      }
      boolean open =
          spec.shape().hasRank() && spec.shape().rank() > 0 && spec.shape().dim(0) == Shape.DYNAMIC;
      if (!open || first.dtype() == DType.STRING || !first.shape().equals(second.shape())) {
        return null;
      }
      both.put(spec.name(), joined(first, second));
    }
    try {
      return both.isEmpty() ? null : new BatchOfTwo(both, Trial.run(reference, both).asMap());
    } catch (InferenceException e) {
      return null;
    }
  }

  private static Tensor joined(Tensor first, Tensor second) {
    long[] dims = first.shape().dims();
    dims[0] *= 2;
    Tensor both = Tensor.allocate(first.dtype(), dims);
    ByteBuffer bytes = both.asBytes();
    bytes.put(first.asBytes()).put(second.asBytes());
    return both;
  }

  /**
   * Which output of a model is another network's, or null.
   *
   * @param given how the reference's outputs vary
   * @param constants outputs that do not vary
   * @throws InferenceException if the model does not run on it
   */
  @Nullable String apart(Model model, Trials given, List<String> constants) {
    Map<String, Tensor> actual = Trial.run(model, inputs).asMap();
    for (Map.Entry<String, Tensor> entry : expected.entrySet()) {
      String name = entry.getKey();
      Tensor wanted = entry.getValue();
      Tensor got = Objects.requireNonNull(actual.get(name), name);
      String output = "on two inputs in one run output '" + name + "' ";
      if (!wanted.shape().equals(got.shape())) {
        return output + "has the shape " + got.shape() + ", expected " + wanted.shape();
      }
      if (wanted.dtype() == DType.STRING) {
        continue;
      }
      Deviation deviation = new Deviation();
      deviation.add(wanted.toDoubles(), got.toDoubles());
      double error = deviation.error(given.values(name), constants.contains(name));
      if (error > Deviation.LARGEST_ERROR) {
        return output + "differs by " + Figures.percent(error) + " of how much it varies";
      }
    }
    return null;
  }
}
