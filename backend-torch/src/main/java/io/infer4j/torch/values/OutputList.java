package io.infer4j.torch.values;

import io.infer4j.RunFailedException;
import io.infer4j.Shape;
import io.infer4j.TensorSpec;
import io.infer4j.torch.script.ModelText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The outputs of a model: declared in its file, or else those that runs have shown so far. Any
 * thread may call.
 */
public final class OutputList {
  /** The name of the output of a method that returns a tensor, and nothing around it. */
  static final String WHOLE = "output";

  /** The position of a tensor whose position is not known. */
  static final int NO_ORDER = -1;

  /** Whether the file declares them; they do not grow then. */
  final boolean declared;

  private volatile List<TensorSpec> specs;
  private final Map<String, Integer> indices = new HashMap<>();

  private OutputList(boolean declared, List<TensorSpec> specs) {
    this.declared = declared;
    this.specs = specs;
    for (TensorSpec spec : specs) {
      indices.put(spec.name(), indices.size());
    }
  }

  public static OutputList declared(List<TensorSpec> specs) {
    return new OutputList(true, Collections.unmodifiableList(new ArrayList<>(specs)));
  }

  /**
   * Those of a method of this return type; empty where the type does not tell how many there are.
   */
  public static OutputList learnt(String returns) {
    List<TensorSpec> specs = new ArrayList<>();
    for (String name : ReturnType.names(returns)) {
      specs.add(TensorSpec.of(name, null, Shape.unknown()));
    }
    return new OutputList(false, Collections.unmodifiableList(specs));
  }

  public List<TensorSpec> specs() {
    return specs;
  }

  /**
   * The index of the output that a tensor at place {@code name} is.
   *
   * @param position how many tensors came before it in the same run, or {@link #NO_ORDER}
   * @throws RunFailedException if the outputs are declared, and there are too few or the position
   *     would be needed
   */
  synchronized int index(String name, int position) {
    Integer known = indices.get(name);
    if (known != null) {
      return known;
    }
    if (!declared) {
      List<TensorSpec> more = new ArrayList<>(specs);
      more.add(TensorSpec.of(name, null, Shape.unknown()));
      specs = Collections.unmodifiableList(more);
      indices.put(name, specs.size() - 1);
      return specs.size() - 1;
    }
    if (position == NO_ORDER) {
      throw new RunFailedException(
          "the model gave a dict with an entry '"
              + name
              + "', and this binding of PyTorch does not tell the order of entries: declare them"
              + " in "
              + ModelText.FILE
              + " by their own names, not as "
              + Specs.some(Specs.names(specs)));
    }
    if (position >= specs.size()) {
      throw new RunFailedException(
          "the model gave a tensor '"
              + name
              + "', the "
              + specs.size()
              + " outputs that "
              + ModelText.FILE
              + " declares "
              + Specs.some(Specs.names(specs))
              + " are fewer than it gives");
    }
    return position;
  }
}
