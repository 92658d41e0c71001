package io.infer4j;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The results of a {@link Model#run}, in the model's order. They own their memory. */
public final class Outputs {
  private final Map<String, Tensor> tensors;

  /**
   * @param values null where the run gave no such output
   */
  Outputs(List<TensorSpec> specs, @Nullable Tensor[] values) {
    Map<String, Tensor> all = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i++) {
      Tensor value = values[i];
      if (value != null) {
        all.put(specs.get(i).name(), value);
      }
    }
    this.tensors = Collections.unmodifiableMap(all);
  }

  /**
   * The output of that name.
   *
   * @throws IllegalArgumentException if the model has no such output, naming those it has
   */
  public Tensor get(String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException(Names.unknown("output", name, tensors.keySet()));
    }
    return tensor;
  }

  /**
   * The only output.
   *
   * @throws IllegalStateException if the model has several, naming them
   */
  public Tensor single() {
    if (tensors.size() != 1) {
      throw new IllegalStateException(
          "the model has " + tensors.size() + " outputs " + tensors.keySet() + "; get one by name");
    }
    return tensors.values().iterator().next();
  }

  /** All of them by name, in the model's order, unmodifiable. */
  public Map<String, Tensor> asMap() {
    return tensors;
  }

  @Override
  public String toString() {
    return tensors.toString();
  }
}
