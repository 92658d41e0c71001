package io.infer4j.tflite.writer;

import io.infer4j.DType;
import io.infer4j.Tensor;

/**
 * Layers of a trained network in a graph, in float32; subclasses say what is different in the other
 * variants of the same network. {@code name} is what the network calls a layer's result.
 */
class Layers {
  final TfliteGraph graph;

  /** Layers of a graph of their own. */
  Layers() {
    this(new TfliteGraph());
  }

  /** More layers of a graph. */
  Layers(TfliteGraph graph) {
    this.graph = graph;
  }

  /** Layers of the same kind in another graph of the same model, such as a loop's. */
  Layers in(TfliteGraph other) {
    return new Layers(other);
  }

  Value input(String name, long... shape) {
    return graph.input(name, DType.FLOAT32, shape);
  }

  Value conv(String name, Value x, Tensor filters, Tensor bias, Padding padding, int stride) {
    return graph.conv2d(x, weights(filters), bias(bias), padding, stride, Activation.RELU);
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

  /** What these layers made, as float32. */
  Value real(Value x) {
    return x;
  }
}
