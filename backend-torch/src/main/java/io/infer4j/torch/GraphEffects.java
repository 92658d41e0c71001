package io.infer4j.torch;

import java.util.HashSet;
import java.util.Set;
import org.bytedeco.pytorch.Block;
import org.bytedeco.pytorch.BlockArrayRef;
import org.bytedeco.pytorch.FunctionSchema;
import org.bytedeco.pytorch.Graph;
import org.bytedeco.pytorch.JitNode;
import org.bytedeco.pytorch.Value;
import org.bytedeco.pytorch.ValueArrayRef;
import org.bytedeco.pytorch.graph_node_list;
import org.bytedeco.pytorch.graph_node_list_iterator;

/**
 * What a program may do besides giving results, found by following each value that may share memory
 * with an input, or with the module's state, through its graph. Where an operator does not say what
 * it does, the worst is assumed. To be used within a {@link org.bytedeco.javacpp.PointerScope}.
 */
final class GraphEffects {
  private final Set<Long> fromInput = new HashSet<>();
  private final Set<Long> fromState = new HashSet<>();

  /** It may write to an input's memory, or keep a reference to it beyond the run. */
  private boolean touchesInputs;

  /** It may change state that a later run sees. */
  private boolean changesState;

  /** It has branches, loops or calls: what it gives may be of another kind from run to run. */
  private boolean branches;

  /** It has operators that keep something of a run beside their weights. */
  private boolean needsTurns;

  private int marks;

  GraphEffects(Graph graph) {
    ValueArrayRef inputs = graph.inputs();
    for (long i = 1; i < inputs.size(); i++) {
      fromInput.add(inputs.at(i).unique());
    }
    fromState.add(inputs.at(0).unique());
    // A loop's body sees what an earlier turn of it has left: until nothing new comes of it.
    int before;
    do {
      before = marks;
      follow(graph.nodes());
    } while (marks != before);
  }

  boolean touchesInputs() {
    return touchesInputs;
  }

  boolean changesState() {
    return changesState;
  }

  boolean branches() {
    return branches;
  }

  /**
   * Whether two runs at once would crash: operators packed for XNNPACK keep the addresses of the
   * run in progress beside their weights, and not all of them guard that.
   */
  boolean needsTurns() {
    return needsTurns;
  }

  private void follow(graph_node_list nodes) {
    graph_node_list_iterator each = nodes.begin();
    JitNode end = nodes.end().multiply();
    for (JitNode node = each.multiply(); !node.equals(end); node = each.multiply()) {
      follow(node);
      each.increment();
    }
  }

  private void follow(JitNode node) {
    String kind = node.kind().toQualString().getString();
    ValueArrayRef inputs = node.inputs();
    boolean input = any(inputs, fromInput);
    boolean state = any(inputs, fromState);
    FunctionSchema schema = node.maybeSchema();
    boolean known = schema != null && !schema.isNull();
    if (kind.equals("prim::SetAttr")) {
      changesState = true;
      touchesInputs |= any(inputs, fromInput);
    } else if (known && schema.is_mutable()) {
      touchesInputs |= input;
      changesState |= state;
    } else if (!known && kind.startsWith("prim::Call")) {
      // Not inlined, so it could do anything.
      touchesInputs |= input;
      changesState |= state;
    }
    boolean shares = !known || schema.hasAnyAliasInfo() || kind.contains("dropout");
    needsTurns |= kind.startsWith("prepacked::") || kind.startsWith("prim::Call");
    BlockArrayRef blocks = node.blocks();
    branches |= blocks.size() > 0 || kind.startsWith("prim::Call");
    for (long i = 0; i < blocks.size(); i++) {
      Block block = blocks.at(i);
      mark(block.inputs(), input, state);
      follow(block.nodes());
      input |= any(block.outputs(), fromInput);
      state |= any(block.outputs(), fromState);
      shares = true;
    }
    if (shares) {
      mark(node.outputs(), input, state);
    }
  }

  private void mark(ValueArrayRef values, boolean input, boolean state) {
    for (long i = 0; i < values.size(); i++) {
      Value value = values.at(i);
      if (input && fromInput.add(value.unique())) {
        marks++;
      }
      if (state && fromState.add(value.unique())) {
        marks++;
      }
    }
  }

  private static boolean any(ValueArrayRef values, Set<Long> marked) {
    for (long i = 0; i < values.size(); i++) {
      if (marked.contains(values.at(i).unique())) {
        return true;
      }
    }
    return false;
  }
}
