package io.infer4j.torch.desktop;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.bytedeco.pytorch.BlockArrayRef;
import org.bytedeco.pytorch.Graph;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.JitNode;
import org.bytedeco.pytorch.Obj;
import org.bytedeco.pytorch.Value;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the truth values in a program whichever run it is: they are constants, or
 * attributes that the program does not set. What only training does is behind one of them.
 */
final class Switches {
  /** Conditions that come of longer chains are taken for unknown. */
  private static final int MAX_DEPTH = 50;

  private final Value self;
  private final JitModule module;

  /** Of the attributes that are read, their names by the names of the values. */
  private final Map<String, String> read = new HashMap<>();

  /** The names of the attributes that the program may set. */
  private final Set<String> set = new HashSet<>();

  Switches(Graph graph, JitModule module) {
    this.self = graph.inputs().at(0);
    this.module = module;
    // From the program's text: JavaCPP gives a node's own text from memory that is gone by then.
    String text = graph.toString();
    for (int at = 0; at < text.length(); ) {
      int end = text.indexOf('\n', at) < 0 ? text.length() : text.indexOf('\n', at);
      readLine(text.substring(at, end));
      at = end + 1;
    }
  }

  /** A line such as {@code %x.1 : bool = prim::GetAttr[name="training"](%self)}. */
  private void readLine(String line) {
    String written = named(line, "prim::SetAttr[name=\"");
    if (written != null) {
      set.add(written);
    }
    String name = named(line, " = prim::GetAttr[name=\"");
    int begin = line.indexOf('%');
    int end = line.indexOf(" :");
    if (name != null && begin >= 0 && end > begin) {
      read.put(line.substring(begin + 1, end), name);
    }
  }

  private static @Nullable String named(String line, String operator) {
    int begin = line.indexOf(operator);
    int end = begin < 0 ? -1 : line.indexOf('"', begin + operator.length());
    return end < 0 ? null : line.substring(begin + operator.length(), end);
  }

  /** Null where it is not known. */
  @Nullable Boolean known(Value value) {
    return known(value, 0);
  }

  private @Nullable Boolean known(Value value, int depth) {
    if (value.type().get().kind().intern() != torch.TypeKind.BoolType || depth > MAX_DEPTH) {
      return null;
    }
    JitNode node = value.node();
    return switch (node.kind().toQualString().getString()) {
      case "prim::Constant" -> truth(GraphNode.constant(value));
      case "prim::GetAttr" -> truth(attribute(node));
      case "aten::__not__" -> not(known(node.inputs().at(0), depth + 1));
      case "prim::If" -> chosen(node, value, depth + 1);
      default -> null;
    };
  }

  private static @Nullable Boolean truth(@Nullable IValue value) {
    if (value == null || !value.isBool()) {
      return null;
    }
    return value.toBool();
  }

  private static @Nullable Boolean not(@Nullable Boolean value) {
    if (value == null) {
      return null;
    }
    return !value;
  }

  /** What a branch gives where it is known which is taken, or where both give the same. */
  private @Nullable Boolean chosen(JitNode node, Value output, int depth) {
    BlockArrayRef blocks = node.blocks();
    Boolean condition = known(node.inputs().at(0), depth);
    int index = 0;
    while (node.outputs().at(index).address() != output.address()) {
      index++;
    }
    if (condition != null) {
      return known(blocks.at(condition ? 0 : 1).outputs().at(index), depth);
    }
    Boolean one = known(blocks.at(0).outputs().at(index), depth);
    Boolean other = known(blocks.at(1).outputs().at(index), depth);
    return Objects.equals(one, other) ? one : null;
  }

  /** What the module has there; null where it may be set, or is not an attribute of a submodule. */
  private @Nullable IValue attribute(JitNode node) {
    Deque<String> path = new ArrayDeque<>();
    JitNode each = node;
    while (true) {
      String name = read.get(each.outputs().at(0).debugName().getString());
      if (name == null || set.contains(name)) {
        return null;
      }
      path.push(name);
      Value of = each.inputs().at(0);
      if (of.address() == self.address()) {
        break;
      }
      each = of.node();
      if (!each.kind().toQualString().getString().equals("prim::GetAttr")) {
        return null;
      }
    }
    Obj object = module._ivalue();
    while (path.size() > 1) {
      IValue next = object.getAttr(path.pop());
      if (!next.isObject()) {
        return null;
      }
      object = next.toObject();
    }
    return object.getAttr(path.pop());
  }
}
