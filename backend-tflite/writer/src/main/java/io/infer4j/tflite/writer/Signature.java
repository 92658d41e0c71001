package io.infer4j.tflite.writer;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One way to call a graph, with names for its inputs and outputs that stay the same however the
 * tensors are called. Made by {@link TfliteGraph#signature}.
 */
public final class Signature {
  final String key;
  final Map<String, Value> inputs = new LinkedHashMap<>();
  final Map<String, Value> outputs = new LinkedHashMap<>();
  private final TfliteGraph graph;

  Signature(TfliteGraph graph, String key) {
    this.graph = graph;
    this.key = key;
  }

  /** Names an input of the graph. Returns this. */
  public Signature input(String name, Value value) {
    add(name, value, inputs, "input");
    return this;
  }

  /** Names an output of the graph. Returns this. */
  public Signature output(String name, Value value) {
    add(name, value, outputs, "output");
    return this;
  }

  private void add(String name, Value value, Map<String, Value> values, String role) {
    graph.requireOwn(value);
    if (values.putIfAbsent(name, value) != null) {
      throw new IllegalArgumentException(
          "signature '" + key + "' has an " + role + " '" + name + "' already");
    }
  }
}
