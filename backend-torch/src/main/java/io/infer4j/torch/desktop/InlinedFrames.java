package io.infer4j.torch.desktop;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Block;
import org.bytedeco.pytorch.BlockArrayRef;
import org.bytedeco.pytorch.Graph;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.JitNode;
import org.bytedeco.pytorch.QualifiedName;
import org.bytedeco.pytorch.Symbol;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.graph_node_list;
import org.bytedeco.pytorch.graph_node_list_iterator;

/**
 * What the nodes of a frozen graph know of the functions that they were inlined from. Freezing
 * deletes these functions and leaves the nodes with their addresses, from which the runtime reads
 * names when a run fails: an access to freed memory, which can end the JVM. The API cannot take a
 * node's frames away, but give it others: those of a node whose functions live for ever.
 */
final class InlinedFrames {
  private static final String PROGRAM =
      "def called(self, x):\n    return x + 1\ndef forward(self, x):\n    return self.called(x)\n";

  /** Kept reachable, as its functions would go with it. */
  private static final JitModule MODULE = module();

  /** Where the other node lives. */
  private static final Graph GRAPH = graph();

  private InlinedFrames() {}

  @SuppressWarnings("try") // The scope frees what is made within it.
  private static JitModule module() {
    try (PointerScope scope = new PointerScope()) {
      JitModule module = new JitModule(new QualifiedName("__torch__.Infer4jFrames"));
      module.define(PROGRAM);
      return Natives.own(module);
    }
  }

  @SuppressWarnings("try") // The scope frees what is made within it.
  private static Graph graph() {
    try (PointerScope scope = new PointerScope()) {
      return Natives.own(
          torch.toGraphFunction(MODULE.get_method("forward").function()).optimized_graph());
    }
  }

  /** To be called before the first run, which makes copies, within a PointerScope. */
  static void replace(Graph graph) {
    replace(graph.nodes(), GRAPH.nodes().end().decrement().multiply());
  }

  private static void replace(graph_node_list nodes, JitNode other) {
    graph_node_list_iterator each = nodes.begin();
    JitNode end = nodes.end().multiply();
    for (JitNode node = each.multiply(); !node.equals(end); node = each.multiply()) {
      node.copyMetadata(other);
      BlockArrayRef blocks = node.blocks();
      for (long i = 0; i < blocks.size(); i++) {
        Block block = blocks.at(i);
        replace(block.nodes(), other);
      }
      if (Operators.isDeferred(node.kind().toQualString().getString())) {
        replace(node.g(Symbol.attr("Subgraph")).nodes(), other);
      }
      each.increment();
    }
  }
}
