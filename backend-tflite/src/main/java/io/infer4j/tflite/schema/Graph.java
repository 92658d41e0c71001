package io.infer4j.tflite.schema;

import io.infer4j.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The part of a model that is run: a signature's subgraph, or the only one. */
public final class Graph {
  /** The signature's key; its names of inputs and outputs are those of the ports. */
  public final @Nullable String signature;

  public final int subgraph;
  public final List<Port> inputs;
  public final List<Port> outputs;

  /** What runs: this subgraph, and then those that it calls. */
  public final List<Part> parts;

  /** Whether the batch is open though the file says 1: it is the same in all inputs. */
  public final boolean takesAnyBatch;

  /** What of it is left out, and why. */
  public final List<String> notes;

  Graph(
      @Nullable String signature,
      int subgraph,
      List<Port> inputs,
      List<Port> outputs,
      List<Part> parts,
      boolean takesAnyBatch,
      List<String> notes) {
    this.signature = signature;
    this.subgraph = subgraph;
    this.inputs = inputs;
    this.outputs = outputs;
    this.parts = parts;
    this.takesAnyBatch = takesAnyBatch;
    this.notes = notes;
  }

  public static List<TensorSpec> specs(List<Port> ports) {
    List<TensorSpec> specs = new ArrayList<>();
    for (Port port : ports) {
      specs.add(port.spec);
    }
    return specs;
  }

  /** Whether each input has a first dimension of 1, as converters once wrote for any batch. */
  public boolean hasBatchOfOne() {
    for (Port input : inputs) {
      if (input.spec.shape().rank() == 0 || input.spec.shape().dim(0) != 1) {
        return false;
      }
    }
    return !inputs.isEmpty();
  }

  public boolean hasStaticInputs() {
    for (Port input : inputs) {
      if (!input.spec.shape().isStatic()) {
        return false;
      }
    }
    return true;
  }
}
