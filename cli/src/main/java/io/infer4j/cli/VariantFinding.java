package io.infer4j.cli;

import io.infer4j.DType;
import io.infer4j.Tensor;
import io.infer4j.TensorSpec;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What a file's inputs and outputs were found to be.
 *
 * @param ran the file's outputs of a trial, by their names
 * @param fed what the file was given in it
 */
record VariantFinding(
    List<InputPart> inputs,
    List<TensorSpec> fileInputs,
    List<OutputPart> outputs,
    List<TensorSpec> fileOutputs,
    Map<String, Tensor> ran,
    Map<String, Tensor> fed) {

  OutputPart worstOutput() {
    return outputs.stream().max(Comparator.comparingDouble(OutputPart::error)).orElseThrow();
  }

  double error() {
    return worstOutput().error();
  }

  /** Whether the other supposition came to the same bytes. */
  boolean hasSameMemory(VariantFinding other) {
    return fed.entrySet().stream()
        .allMatch(
            entry -> {
              Tensor theirs = other.fed.get(entry.getKey());
              return theirs != null
                  && theirs.shape().equals(entry.getValue().shape())
                  && isSame(theirs, entry.getValue());
            });
  }

  private static boolean isSame(Tensor a, Tensor b) {
    return a.dtype() == DType.STRING
        ? Arrays.equals(a.toStrings(), b.toStrings())
        : a.asBytes().equals(b.asBytes());
  }
}
