package io.infer4j.onnx.file;

import io.infer4j.ModelSource;
import io.infer4j.Shape;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@link FileFacts} from an ONNX file, by the field numbers of onnx.proto; no weights. */
public final class OnnxFile {
  private static final int EXTERNAL = 1;

  /** How deep the nodes of the main graph lie. */
  private static final int MAIN = 2;

  private final FileFacts facts = new FileFacts();
  private final Set<String> initializers = new HashSet<>();
  private boolean inFunction;

  private OnnxFile() {}

  /**
   * Reads the facts of a file.
   *
   * @throws IOException if it is damaged or cannot be read
   */
  public static FileFacts read(ModelSource source) throws IOException {
    try (InputStream in = Files.newInputStream(source.path().get())) {
      return read(new BufferedInputStream(in, 1 << 16), source.size());
    }
  }

  /**
   * Reads the facts.
   *
   * @throws IOException if the file is damaged
   */
  public static FileFacts read(ByteBuffer bytes) throws IOException {
    return read(new Bytes(bytes), bytes.remaining());
  }

  private static FileFacts read(InputStream in, long size) throws IOException {
    OnnxFile file = new OnnxFile();
    file.model(new Wire(in, size));
    file.facts.inputs().keySet().removeAll(file.initializers);
    return file.facts;
  }

  /** The bytes of a buffer as a stream. */
  private static final class Bytes extends InputStream {
    private final ByteBuffer rest;

    Bytes(ByteBuffer bytes) {
      this.rest = bytes.duplicate();
    }

    @Override
    public int read() {
      return rest.hasRemaining() ? rest.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      int count = Math.min(length, rest.remaining());
      if (count == 0) {
        return length == 0 ? 0 : -1;
      }
      rest.get(target, offset, count);
      return count;
    }

    @Override
    public long skip(long count) {
      int skipped = (int) Math.max(0, Math.min(count, rest.remaining()));
      ((Buffer) rest).position(rest.position() + skipped);
      return skipped;
    }
  }

  private void model(Wire model) throws IOException {
    for (int field = model.next(); field != 0; field = model.next()) {
      switch (field) {
        case 1 -> facts.version("ir_version", model.varint());
        case 2 -> facts.text("producer", model.string());
        case 3 -> facts.text("producer_version", model.string());
        case 4 -> facts.text("domain", model.string());
        case 5 -> facts.version("model_version", model.varint());
        case 6 -> facts.text("doc_string", model.string());
        case 7 -> graph(model.message());
        case 8 -> opset(model.message());
        case 14 -> {
          String[] property = entry(model.message());
          facts.property(property[0], property[1]);
        }
        default -> inside(OnnxMessage.MODEL, field, model, 0);
      }
    }
  }

  private void opset(Wire opset) throws IOException {
    String domain = "";
    long version = 0;
    for (int field = opset.next(); field != 0; field = opset.next()) {
      switch (field) {
        case 1 -> domain = opset.string();
        case 2 -> version = opset.varint();
        default -> opset.skip();
      }
    }
    facts.opset(domain, version);
  }

  /** The key and the value of a StringStringEntryProto. */
  private static String[] entry(Wire entry) throws IOException {
    String[] pair = {"", ""};
    for (int field = entry.next(); field != 0; field = entry.next()) {
      switch (field) {
        case 1 -> pair[0] = entry.string();
        case 2 -> pair[1] = entry.string();
        default -> entry.skip();
      }
    }
    return pair;
  }

  private void graph(Wire graph) throws IOException {
    for (int field = graph.next(); field != 0; field = graph.next()) {
      switch (field) {
        case 2 -> facts.text("graph", graph.string());
        case 5 -> initializers.add(tensor(graph.message()));
        case 11 -> value(graph.message(), true);
        case 12 -> value(graph.message(), false);
        default -> inside(OnnxMessage.GRAPH, field, graph, 1);
      }
    }
  }

  /** Takes note of the operators and tensors in a message, however deep. */
  private void inside(OnnxMessage kind, int field, Wire message, int depth) throws IOException {
    OnnxMessage inner = kind.in(field);
    if (inner == null) {
      message.skip();
    } else if (inner == OnnxMessage.TENSOR) {
      tensor(message.message());
    } else {
      walk(inner, message.message(), depth + 1);
    }
  }

  private void walk(OnnxMessage kind, Wire message, int depth) throws IOException {
    if (depth > OnnxMessage.MAX_DEPTH) {
      throw new IOException("messages lie too deep within each other");
    }
    if (kind == OnnxMessage.NODE) {
      node(message, depth);
      return;
    }
    // What a function calls its operands are names of its own.
    boolean outside = inFunction;
    inFunction |= kind == OnnxMessage.FUNCTION;
    for (int field = message.next(); field != 0; field = message.next()) {
      inside(kind, field, message, depth);
    }
    inFunction = outside;
  }

  private void node(Wire node, int depth) throws IOException {
    String operator = "";
    String domain = "";
    Attributes attributes = new Attributes();
    List<String> operands = new ArrayList<>();
    for (int field = node.next(); field != 0; field = node.next()) {
      switch (field) {
        case 1 -> {
          String operand = node.string();
          if (!inFunction) {
            operands.add(operand);
          }
        }
        case 4 -> operator = node.string();
        case 5 -> attribute(node.message(), depth + 1, attributes);
        case 7 -> domain = node.string();
        default -> node.skip();
      }
    }
    facts.operator(domain, operator, operands, attributes.equation, attributes.kernel);
    if (depth == MAIN && !attributes.fmod) {
      facts.always(domain, operator, operands);
    }
  }

  /** Those of a node that tell the ranks of its operands, or that it divides real numbers. */
  private static final class Attributes {
    String equation = "";
    int kernel;
    boolean fmod;
  }

  private void attribute(Wire attribute, int depth, Attributes found) throws IOException {
    String name = "";
    for (int field = attribute.next(); field != 0; field = attribute.next()) {
      if (field == 1) {
        name = attribute.string();
      } else if (field == 4 && name.equals(RankRule.EQUATION)) {
        found.equation = attribute.string();
      } else if (field == 3 && name.equals(Division.FMOD)) {
        found.fmod = attribute.varint() != 0;
      } else if (field == 8 && name.equals(RankRule.KERNEL_SHAPE)) {
        found.kernel += attribute.countNumbers();
      } else {
        inside(OnnxMessage.ATTRIBUTE, field, attribute, depth);
      }
    }
  }

  /** The name of a TensorProto. */
  private String tensor(Wire tensor) throws IOException {
    String name = "";
    String location = "";
    boolean external = false;
    for (int field = tensor.next(); field != 0; field = tensor.next()) {
      switch (field) {
        case 8 -> name = tensor.string();
        case 13 -> {
          String[] entry = entry(tensor.message());
          location = entry[0].equals("location") ? entry[1] : location;
        }
        case 14 -> external |= tensor.varint() == EXTERNAL;
        default -> tensor.skip();
      }
    }
    if (external) {
      facts.externalData(location);
    }
    return name;
  }

  /** A ValueInfoProto. */
  private void value(Wire value, boolean input) throws IOException {
    String name = "";
    ValueType type = ValueType.UNKNOWN;
    for (int field = value.next(); field != 0; field = value.next()) {
      switch (field) {
        case 1 -> name = value.string();
        case 2 -> type = type(value.message(), 0);
        default -> value.skip();
      }
    }
    (input ? facts.inputs() : facts.outputs()).put(name, type);
  }

  private static ValueType type(Wire type, int depth) throws IOException {
    if (depth > OnnxMessage.MAX_DEPTH) {
      throw new IOException("types lie too deep within each other");
    }
    ValueType found = ValueType.UNKNOWN;
    for (int field = type.next(); field != 0; field = type.next()) {
      switch (field) {
        case 1 -> found = tensorType(type.message());
        case 4 -> found = ValueType.of(ValueType.Kind.SEQUENCE, inner(type.message(), depth));
        case 5 -> found = mapType(type.message(), depth);
        case 9 -> found = ValueType.of(ValueType.Kind.OPTIONAL, inner(type.message(), depth));
        default -> type.skip();
      }
    }
    return found;
  }

  private static ValueType inner(Wire wrapper, int depth) throws IOException {
    ValueType found = ValueType.UNKNOWN;
    for (int field = wrapper.next(); field != 0; field = wrapper.next()) {
      if (field == 1) {
        found = type(wrapper.message(), depth + 1);
      } else {
        wrapper.skip();
      }
    }
    return found;
  }

  private static ValueType mapType(Wire map, int depth) throws IOException {
    long key = 0;
    ValueType value = ValueType.UNKNOWN;
    for (int field = map.next(); field != 0; field = map.next()) {
      switch (field) {
        case 1 -> key = map.varint();
        case 2 -> value = type(map.message(), depth + 1);
        default -> map.skip();
      }
    }
    return ValueType.map((int) key, value);
  }

  private static ValueType tensorType(Wire tensor) throws IOException {
    long element = 0;
    Shape shape = Shape.unknown();
    for (int field = tensor.next(); field != 0; field = tensor.next()) {
      switch (field) {
        case 1 -> element = tensor.varint();
        case 2 -> shape = shape(tensor.message());
        default -> tensor.skip();
      }
    }
    return ValueType.tensor((int) element, shape);
  }

  private static Shape shape(Wire shape) throws IOException {
    List<Long> dims = new ArrayList<>();
    List<@Nullable String> names = new ArrayList<>();
    for (int field = shape.next(); field != 0; field = shape.next()) {
      if (field == 1) {
        dimension(shape.message(), dims, names);
      } else {
        shape.skip();
      }
    }
    long[] sizes = new long[dims.size()];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = dims.get(i);
    }
    return ValueType.shape(sizes, names.toArray(new String[0]));
  }

  private static void dimension(Wire dim, List<Long> dims, List<@Nullable String> names)
      throws IOException {
    long size = Shape.DYNAMIC;
    String name = null;
    for (int field = dim.next(); field != 0; field = dim.next()) {
      switch (field) {
        case 1 -> size = dim.varint();
        case 2 -> name = dim.string();
        default -> dim.skip();
      }
    }
    dims.add(name == null ? size : Long.valueOf(Shape.DYNAMIC));
    names.add(name);
  }
}
