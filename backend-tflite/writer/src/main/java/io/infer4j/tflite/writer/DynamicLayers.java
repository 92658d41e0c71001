package io.infer4j.tflite.writer;

import io.infer4j.Tensor;

/**
 * Weights of 1,024 elements and more in int8, activations in float32: what TensorFlow's converter
 * calls dynamic range quantization.
 */
final class DynamicLayers extends Layers {
  /** Below that, TensorFlow's converter leaves weights alone: there is nothing to win. */
  private static final int WORTHWHILE = 1024;

  DynamicLayers() {}

  private DynamicLayers(TfliteGraph graph) {
    super(graph);
  }

  @Override
  Layers in(TfliteGraph other) {
    return new DynamicLayers(other);
  }

  @Override
  Value weights(Tensor weights) {
    if (weights.elements() < WORTHWHILE) {
      return graph.constant(weights);
    }
    // Runtimes learned to take a fully connected layer with float activations and a scale for
    // each row only lately.
    return weights.shape().rank() == 2 ? graph.int8Weights(weights) : graph.int8Weights(weights, 0);
  }
}
