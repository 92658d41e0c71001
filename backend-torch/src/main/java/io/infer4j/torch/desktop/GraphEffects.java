package io.infer4j.torch.desktop;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bytedeco.pytorch.Block;
import org.bytedeco.pytorch.BlockArrayRef;
import org.bytedeco.pytorch.Graph;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.JitNode;
import org.bytedeco.pytorch.Symbol;
import org.bytedeco.pytorch.Value;
import org.bytedeco.pytorch.ValueArrayRef;
import org.bytedeco.pytorch.graph_node_list;
import org.bytedeco.pytorch.graph_node_list_iterator;

/**
 * What a program may do besides giving results, found by following each value that may share memory
 * with an input, with the module's state or with a constant through its graph. What an operator is
 * given it may give back, unless it is known to give new memory; what is not known at all may do
 * anything. To be used within a {@link org.bytedeco.javacpp.PointerScope}.
 */
final class GraphEffects {
  private final Set<Long> fromInput = new HashSet<>();
  private final Set<Long> fromState = new HashSet<>();
  private final Set<Long> fromConstant = new HashSet<>();

  private final List<Value> constants = new ArrayList<>();

  private boolean touchesInputs;
  private boolean changesState;
  private boolean hidesWrites;
  private boolean writesConstants;
  private boolean choosesDtypes;
  private boolean needsTurns;
  private boolean differentiates;
  private boolean isRandom;

  private int marks;

  private final Value self;
  private final Switches switches;

  /**
   * @param module that the graph is of, in evaluation mode
   */
  GraphEffects(Graph graph, JitModule module) {
    this.switches = new Switches(graph, module);
    this.self = graph.inputs().at(0);
    ValueArrayRef inputs = graph.inputs();
    for (long i = 1; i < inputs.size(); i++) {
      add(fromInput, inputs.at(i));
    }
    add(fromState, inputs.at(0));
    // A loop's body sees what an earlier turn of it has left: until nothing new comes of it.
    int before;
    do {
      before = marks;
      follow(graph.nodes());
    } while (marks != before);
  }

  /** It may write to an input's memory, or keep a reference to it beyond the run. */
  boolean touchesInputs() {
    return touchesInputs;
  }

  /** It may change what the module keeps, which a later run sees. */
  boolean changesState() {
    return changesState;
  }

  /** It may write to what the module keeps through something else than the attribute itself. */
  boolean hidesWrites() {
    return hidesWrites;
  }

  /** It may write to constants of the program, which a later run sees. */
  boolean writesConstants() {
    return writesConstants;
  }

  /** The constants that a tensor may be shared with; gone with the scope. */
  List<Value> constants() {
    return constants;
  }

  /** The dtype of a result may depend on more than the dtypes and shapes of the inputs. */
  boolean choosesDtypes() {
    return choosesDtypes || changesState;
  }

  /**
   * Whether two runs at once would crash: operators packed for XNNPACK keep the addresses of the
   * run in progress beside their weights, and not all of them guard that.
   */
  boolean needsTurns() {
    return needsTurns;
  }

  /** It computes gradients, which the runtime's inference mode forbids. */
  boolean differentiates() {
    return differentiates;
  }

  /** It takes random numbers, or does something that is seen outside of the module. */
  boolean isRandom() {
    return isRandom;
  }

  private void follow(graph_node_list nodes) {
    graph_node_list_iterator each = nodes.begin();
    JitNode end = nodes.end().multiply();
    for (JitNode node = each.multiply(); !node.equals(end); node = each.multiply()) {
      follow(new GraphNode(node, switches));
      each.increment();
    }
  }

  private void follow(GraphNode node) {
    String kind = node.kind;
    boolean called = kind.startsWith("prim::Call");
    needsTurns |= kind.startsWith("prepacked::") || called;
    differentiates |= Operators.differentiates(kind) || called;
    isRandom |= node.isRandom() || Operators.reachesOutside(kind) || called;
    choosesDtypes |= node.choosesDtype();
    if (kind.equals("prim::Constant")) {
      Value constant = node.outputs.at(0);
      if (GraphNode.canBeShared(constant.type().get()) && add(fromConstant, constant)) {
        marks++;
        constants.add(constant);
      }
      return;
    }
    if (Operators.isDeferred(kind)) {
      defer(node);
      return;
    }
    boolean input = any(node.inputs, fromInput);
    boolean state = any(node.inputs, fromState);
    boolean constant = any(node.inputs, fromConstant);
    if (node.isKnown()) {
      for (int i = 0; i < node.inputs.size(); i++) {
        if (node.writes(i)) {
          write(node, node.inputs.at(i), input, state, constant);
        }
      }
      train(node);
    } else {
      // Somebody else's operator is believed what it says of the weights; an input is copied.
      touchesInputs |= input;
      boolean silent = node.schema != null && !node.schema.is_mutable();
      changesState |= state && !silent;
      hidesWrites |= state && !silent;
      writesConstants |= constant && !silent;
      choosesDtypes = true;
    }
    if (kind.equals("aten::backward")) {
      // It adds to the gradients that the weights keep.
      touchesInputs |= !fromInput.isEmpty();
      changesState = true;
      hidesWrites = true;
    }
    switch (kind) {
      case "prim::If" -> branch(node);
      case "prim::Loop" -> loop(node);
      default -> results(node, input, state, constant);
    }
  }

  /** What a branch gives is what either block gives, or the one that is always taken. */
  private void branch(GraphNode node) {
    BlockArrayRef blocks = node.node.blocks();
    Boolean always = switches.known(node.inputs.at(0));
    choosesDtypes |= always == null;
    for (int i = 0; i < 2; i++) {
      if (always == null || always == (i == 0)) {
        Block block = blocks.at(i);
        follow(block.nodes());
        pass(block.outputs(), 0, node.outputs, 0);
      }
    }
  }

  /** What the body of a loop is given is what it was given first, or what it gave in a turn. */
  private void loop(GraphNode node) {
    choosesDtypes = true;
    Block body = node.node.blocks().at(0);
    // Before what is carried are the greatest number of turns and whether there is a first one, in
    // the body the number of the turn, and of what it gives whether there is another.
    pass(node.inputs, 2, body.inputs(), 1);
    follow(body.nodes());
    pass(body.outputs(), 1, body.inputs(), 1);
    pass(node.inputs, 2, node.outputs, 0);
    pass(body.outputs(), 1, node.outputs, 0);
  }

  /** Each value may be that which is as far behind in the others. */
  private void pass(ValueArrayRef from, long first, ValueArrayRef to, long firstTo) {
    for (long i = 0; first + i < from.size() && firstTo + i < to.size(); i++) {
      pass(from.at(first + i), to.at(firstTo + i));
    }
  }

  private void pass(Value from, Value to) {
    mark(to, has(fromInput, from), has(fromState, from), has(fromConstant, from));
  }

  private void results(GraphNode node, boolean input, boolean state, boolean constant) {
    BlockArrayRef blocks = node.node.blocks();
    choosesDtypes |= blocks.size() > 0;
    for (long i = 0; i < blocks.size(); i++) {
      Block block = blocks.at(i);
      mark(block.inputs(), 0, input, state, constant);
      follow(block.nodes());
      input |= any(block.outputs(), fromInput);
      state |= any(block.outputs(), fromState);
      constant |= any(block.outputs(), fromConstant);
    }
    if (node.isInPlace()) {
      pass(node.inputs.at(0), node.outputs.at(0));
      return;
    }
    boolean writes = node.schema != null && node.schema.is_mutable();
    boolean fresh = Operators.givesNewMemory(node.kind) && !writes;
    for (long i = 0; i < node.outputs.size(); i++) {
      Value output = node.outputs.at(i);
      // A list of numbers shares nothing with a tensor that it may come from, as a size does.
      if (blocks.size() == 0 && !GraphNode.holdsTensors(output.type().get())) {
        for (long j = 0; j < node.inputs.size(); j++) {
          if (!GraphNode.isTensor(node.inputs.at(j))) {
            pass(node.inputs.at(j), output);
          }
        }
      } else if (!fresh || !GraphNode.isTensor(output)) {
        mark(output, input, state, constant);
      }
    }
  }

  /**
   * A write to a value. What is stored in a container that the program has just made is only where
   * that container is; in any other it may be anywhere.
   */
  private void write(GraphNode node, Value target, boolean input, boolean state, boolean constant) {
    boolean stores = node.stores();
    String maker = target.node().kind().toQualString().getString();
    if (stores && Operators.makesContainer(maker)) {
      mark(target, input, state, constant);
      return;
    }
    boolean all = stores || Operators.replaces(node.kind);
    boolean changes = all ? state : has(fromState, target);
    touchesInputs |= all ? input : has(fromInput, target);
    changesState |= changes;
    hidesWrites |= changes && !isAttribute(target);
    writesConstants |= all ? constant : has(fromConstant, target);
  }

  /** Whether it is the module, or what it has under a name, which the runtime knows as such. */
  private boolean isAttribute(Value value) {
    Value each = value;
    while (each.address() != self.address()) {
      JitNode from = each.node();
      if (!from.kind().toQualString().getString().equals("prim::GetAttr")) {
        return false;
      }
      each = from.inputs().at(0);
    }
    return true;
  }

  /** Statistics that an operator keeps without its schema saying so. */
  private void train(GraphNode node) {
    if (!node.trains()) {
      return;
    }
    for (String name : new String[] {"running_mean", "running_var"}) {
      Value kept = node.argument(name);
      if (kept != null) {
        write(node, kept, has(fromInput, kept), has(fromState, kept), has(fromConstant, kept));
      }
    }
  }

  /** What has a graph of its own, which may still run when the method has returned. */
  private void defer(GraphNode node) {
    touchesInputs |= any(node.inputs, fromInput);
    choosesDtypes = true;
    Graph graph = node.node.g(Symbol.attr("Subgraph"));
    ValueArrayRef inside = graph.inputs();
    pass(node.inputs, 0, inside, 0);
    follow(graph.nodes());
    ValueArrayRef results = graph.outputs();
    mark(
        node.outputs,
        0,
        any(results, fromInput),
        any(results, fromState),
        any(results, fromConstant));
  }

  private void mark(
      ValueArrayRef values, long from, boolean input, boolean state, boolean constant) {
    for (long i = from; i < values.size(); i++) {
      mark(values.at(i), input, state, constant);
    }
  }

  private void mark(Value value, boolean input, boolean state, boolean constant) {
    if ((input || state || constant) && GraphNode.canBeShared(value.type().get())) {
      marks += input && add(fromInput, value) ? 1 : 0;
      marks += state && add(fromState, value) ? 1 : 0;
      marks += constant && add(fromConstant, value) ? 1 : 0;
    }
  }

  private static boolean add(Set<Long> marked, Value value) {
    return marked.add(value.address());
  }

  private static boolean has(Set<Long> marked, Value value) {
    return marked.contains(value.address());
  }

  private static boolean any(ValueArrayRef values, Set<Long> marked) {
    for (long i = 0; i < values.size(); i++) {
      if (has(marked, values.at(i))) {
        return true;
      }
    }
    return false;
  }
}
