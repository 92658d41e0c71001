package io.infer4j.tflite.writer;

import io.infer4j.DType;
import io.infer4j.Tensor;

/**
 * Layers of a trained network in a graph, in float32; subclasses say what is different in the other
 * variants of the same network. {@code name} is what the network calls a layer's result.
 */
class Layers {
  final TfliteGraph graph = new TfliteGraph();

  Value input(String name, long... shape) {
    return graph.input(name, DType.FLOAT32, shape);
  }

  Value conv(String name, Value x, Tensor filters, Tensor bias) {
    return graph.conv2d(x, weights(filters), bias(bias), Padding.SAME, 1, Activation.RELU);
  }

  Value dense(String name, Value x, Tensor weights, Tensor bias, Activation activation) {
    return graph.fullyConnected(x, weights(weights), bias(bias), activation);
  }

  Value weights(Tensor weights) {
    return graph.constant(weights);
  }

  Value bias(Tensor bias) {
    return graph.constant(bias);
  }
}
