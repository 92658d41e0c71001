package io.infer4j.torch.desktop;

import io.infer4j.torch.script.ValueType;
import io.infer4j.torch.values.Part;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.CompilationUnit;
import org.bytedeco.pytorch.Function;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.QualifiedName;
import org.bytedeco.pytorch.global.torch;

/**
 * Makes a tuple, list or dict of what is in it, by a program of PyTorch's own: JavaCPP has no way
 * to put something into a dict. Any number of threads may use one.
 */
final class Packer implements AutoCloseable {
  private static final String NAME = "pack";

  private final CompilationUnit unit;
  private final Function function;

  /** The keys of its dicts, in the order of the program's parameters. */
  private final List<IValue> keys = new ArrayList<>();

  private int variables;

  @SuppressWarnings("try") // The scope frees what is made within it.
  Packer(Part whole) {
    List<String> parameters = new ArrayList<>();
    for (Part leaf : whole.leaves()) {
      parameters.add("p" + leaf.input + ": " + leaf.type);
    }
    StringBuilder body = new StringBuilder();
    try (PointerScope scope = new PointerScope()) {
      String value = write(whole, parameters, body);
      String head = "def " + NAME + "(" + String.join(", ", parameters) + "):\n";
      this.unit = Natives.own(torch.compile(head + body + "  return " + value + "\n"));
      this.function = unit.get_function(new QualifiedName(NAME));
    }
  }

  /** Gives the name of a variable with the value, after lines that set it. */
  private String write(Part part, List<String> parameters, StringBuilder body) {
    if (part.isLeaf()) {
      return "p" + part.input;
    }
    boolean tuple = part.type.kind == ValueType.Kind.TUPLE;
    boolean dict = part.type.kind == ValueType.Kind.DICT;
    List<String> inside = new ArrayList<>();
    for (Part each : part.parts) {
      String value = write(each, parameters, body);
      if (dict) {
        ValueType type = part.type.inner.get(0);
        String key = "k" + keys.size();
        parameters.add(key + ": " + type);
        keys.add(Natives.own(key(each.key, type)));
        value = key + ": " + value;
      }
      inside.add(value);
    }
    String variable = "v" + variables++;
    String all = String.join(", ", inside);
    // What is empty or may hold None does not tell its type.
    body.append("  ").append(variable);
    if (tuple) {
      body.append(" = (").append(all).append(inside.size() == 1 ? ",)" : ")");
    } else {
      body.append(": ").append(part.type.bare());
      body.append(dict ? " = {" : " = [").append(all).append(dict ? "}" : "]");
    }
    body.append('\n');
    return variable;
  }

  private static IValue key(String key, ValueType type) {
    return type.kind == ValueType.Kind.INT ? new IValue(Long.parseLong(key)) : text(key);
  }

  /** A text, the empty one among them. */
  static IValue text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    // With the zero at its end that C wants, which a text of a length does not count.
    BytePointer memory = new BytePointer(bytes.length + 1);
    memory.put(bytes, 0, bytes.length).put(bytes.length, (byte) 0);
    return new IValue(memory.limit(bytes.length));
  }

  /**
   * @param leaves values of all leaves in order; gets the keys, and then the value alone
   */
  IValue pack(IValueVector leaves) {
    for (IValue key : keys) {
      leaves.push_back(key);
    }
    function.run(leaves);
    return leaves.get(0);
  }

  @Override
  public void close() {
    for (IValue key : keys) {
      Natives.free(key);
    }
    Natives.free(unit);
  }
}
