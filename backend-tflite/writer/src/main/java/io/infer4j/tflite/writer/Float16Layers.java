package io.infer4j.tflite.writer;

import io.infer4j.Tensor;

/** Weights in float16, widened by DEQUANTIZE when the model is loaded. */
final class Float16Layers extends Layers {
  Float16Layers() {}

  Float16Layers(TfliteGraph graph) {
    super(graph);
  }

  @Override
  Layers in(TfliteGraph other) {
    return new Float16Layers(other);
  }

  @Override
  Value weights(Tensor weights) {
    return graph.float16Weights(weights);
  }

  @Override
  Value bias(Tensor bias) {
    return graph.float16Weights(bias);
  }
}
