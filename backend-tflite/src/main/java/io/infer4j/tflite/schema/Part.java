package io.infer4j.tflite.schema;

import java.util.ArrayList;
import java.util.List;

/** A subgraph that runs: the graph itself, or one that it calls as a branch or a loop. */
public final class Part {
  private static final int IF = 118;
  private static final int WHILE = 119;
  private static final int CALL_ONCE = 129;

  /** Its place in the file. */
  public final int subgraph;

  /** How many tensors the file gives it; the runtime puts its own behind. */
  public final int tensors;

  /** In the file's order. */
  public final List<Node> nodes;

  /** What is to be looked at in the values of its inputs. */
  public final List<ValueCheck> checks;

  private Part(int subgraph, int tensors, List<Node> nodes, List<ValueCheck> checks) {
    this.subgraph = subgraph;
    this.checks = checks;
    this.tensors = tensors;
    this.nodes = nodes;
  }

  /**
   * The parts that run when a subgraph does, it first.
   *
   * @param model the file's root
   * @throws IndexOutOfBoundsException if the file is damaged
   */
  static List<Part> of(FlatTable model, int subgraph) {
    List<FlatTable> subgraphs = model.tables(2);
    List<Part> parts = new ArrayList<>();
    boolean[] seen = new boolean[subgraphs.size()];
    add(subgraph, seen, subgraphs, model, parts);
    for (int i = 0; i < parts.size(); i++) {
      List<FlatTable> nodes = subgraphs.get(parts.get(i).subgraph).tables(3);
      for (Node node : parts.get(i).nodes) {
        int calls = node.operator == IF || node.operator == WHILE ? 2 : 0;
        calls = node.operator == CALL_ONCE ? 1 : calls;
        FlatTable options = calls == 0 ? null : nodes.get(node.index).table(4);
        for (int k = 0; options != null && k < calls; k++) {
          add(options.integer(k, 0), seen, subgraphs, model, parts);
        }
      }
    }
    return parts;
  }

  private static void add(
      int subgraph, boolean[] seen, List<FlatTable> subgraphs, FlatTable model, List<Part> parts) {
    // One that is not there the runtime refuses, in its words.
    if (subgraph >= 0 && subgraph < seen.length && !seen[subgraph]) {
      seen[subgraph] = true;
      FlatTable each = subgraphs.get(subgraph);
      List<Node> nodes = Node.of(model, each);
      List<ValueCheck> checks = ValueCheck.of(model, each, nodes);
      parts.add(new Part(subgraph, each.tables(0).size(), nodes, checks));
    }
  }
}
