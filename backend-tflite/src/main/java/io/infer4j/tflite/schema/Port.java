package io.infer4j.tflite.schema;

import io.infer4j.TensorSpec;

/** An input or output of a graph. */
public final class Port {
  public final TensorSpec spec;

  /** Its place among the tensors of the subgraph. */
  public final int tensor;

  /** Its place among the inputs, or the outputs, of the subgraph. */
  public final int position;

  Port(TensorSpec spec, int tensor, int position) {
    this.spec = spec;
    this.tensor = tensor;
    this.position = position;
  }
}
