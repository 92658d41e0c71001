package io.infer4j.tflite.schema;

import java.util.ArrayList;
import java.util.List;

/** An operator of a subgraph, and the places of the tensors that it takes and makes. */
final class Node {
  /** The schema's code of the operator. */
  final int operator;

  /** Its place in the file's list, as the runtime counts them. */
  final int index;

  /** -1 for an optional one that is left out. */
  final int[] inputs;

  final int[] outputs;

  private Node(int operator, int index, int[] inputs, int[] outputs) {
    this.operator = operator;
    this.index = index;
    this.inputs = inputs;
    this.outputs = outputs;
  }

  /**
   * The operators of a subgraph.
   *
   * @param model the file's root
   * @throws IndexOutOfBoundsException if it is damaged
   */
  static List<Node> of(FlatTable model, FlatTable subgraph) {
    List<FlatTable> codes = model.tables(1);
    int tensors = subgraph.tables(0).size();
    List<Node> nodes = new ArrayList<>();
    for (FlatTable each : subgraph.tables(3)) {
      int code = each.integer(0, 0);
      int operator = code < 0 || code >= codes.size() ? -1 : ModelFile.operator(codes.get(code));
      nodes.add(
          new Node(
              operator,
              nodes.size(),
              places(each.integers(1), tensors),
              places(each.integers(2), tensors)));
    }
    return nodes;
  }

  /** What is not there counts as left out: that the runtime refuses, in its words. */
  private static int[] places(int[] places, int tensors) {
    for (int i = 0; i < places.length; i++) {
      places[i] = places[i] >= tensors ? -1 : Math.max(places[i], -1);
    }
    return places;
  }

  /** For instance {@code CONV_2D (node 3)}. */
  @Override
  public String toString() {
    return Operators.name(operator) + " (node " + index + ")";
  }
}
