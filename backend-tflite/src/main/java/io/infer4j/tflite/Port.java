package io.infer4j.tflite;

import io.infer4j.TensorSpec;

/** An input or output of a graph. */
final class Port {
  final TensorSpec spec;

  /** Its place among the tensors of the subgraph. */
  final int tensor;

  /** Its place among the inputs, or the outputs, of the subgraph. */
  final int position;

  Port(TensorSpec spec, int tensor, int position) {
    this.spec = spec;
    this.tensor = tensor;
    this.position = position;
  }
}
