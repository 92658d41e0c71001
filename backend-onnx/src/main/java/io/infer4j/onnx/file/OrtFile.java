package io.infer4j.onnx.file;

import io.infer4j.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@link FileFacts} from a file in ORT format, by the field numbers of ort.fbs. */
public final class OrtFile {
  private static final int FIXED_DIMENSION = 1;
  private static final int NAMED_DIMENSION = 2;

  private final FileFacts facts = new FileFacts();

  private OrtFile() {}

  /** Whether a file that begins with these bytes is in ORT format. */
  public static boolean begins(ByteBuffer bytes) {
    return bytes.remaining() >= 8
        && bytes.get(4) == 'O'
        && bytes.get(5) == 'R'
        && bytes.get(6) == 'T'
        && bytes.get(7) == 'M';
  }

  /**
   * Reads the facts.
   *
   * @throws IOException if the file is damaged
   */
  public static FileFacts read(ByteBuffer bytes) throws IOException {
    try {
      OrtFile file = new OrtFile();
      file.model(Flatbuffer.root(bytes).table(1));
      return file.facts;
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private void model(Flatbuffer model) {
    for (int i = 0; i < model.length(1); i++) {
      Flatbuffer opset = model.table(1, i);
      facts.opset(opset.text(0), opset.integer64(1));
    }
    if (model.integer64(0) != 0) {
      facts.version("ir_version", model.integer64(0));
    }
    facts.text("producer", model.text(2));
    facts.text("producer_version", model.text(3));
    facts.text("domain", model.text(4));
    if (model.integer64(5) != 0) {
      facts.version("model_version", model.integer64(5));
    }
    facts.text("doc_string", model.text(6));
    for (int i = 0; i < model.length(9); i++) {
      Flatbuffer property = model.table(9, i);
      facts.property(property.text(0), property.text(1));
    }
    Flatbuffer graph = model.table(7);
    Set<String> initializers = new HashSet<>();
    for (int i = 0; i < graph.length(0); i++) {
      initializers.add(graph.table(0, i).text(0));
    }
    Map<String, ValueType> types = new HashMap<>();
    for (int i = 0; i < graph.length(1); i++) {
      Flatbuffer value = graph.table(1, i);
      types.put(value.text(0), type(value.table(2), 0));
    }
    put(graph, 5, types, facts.inputs());
    facts.inputs().keySet().removeAll(initializers);
    put(graph, 6, types, facts.outputs());
    operators(graph, 0);
  }

  private static void put(
      Flatbuffer graph, int field, Map<String, ValueType> types, Map<String, ValueType> target) {
    for (int i = 0; i < graph.length(field); i++) {
      String name = graph.text(field, i);
      target.put(name, types.getOrDefault(name, ValueType.UNKNOWN));
    }
  }

  private void operators(Flatbuffer graph, int depth) {
    if (depth > OnnxMessage.MAX_DEPTH) {
      throw new IllegalArgumentException("graphs lie too deep within each other");
    }
    for (int i = 0; i < graph.length(2); i++) {
      Flatbuffer node = graph.table(2, i);
      String equation = "";
      int kernel = 0;
      boolean fmod = false;
      for (int k = 0; k < node.length(10); k++) {
        Flatbuffer attribute = node.table(10, k);
        if (attribute.text(0).equals(RankRule.EQUATION)) {
          equation = attribute.text(5);
        } else if (attribute.text(0).equals(RankRule.KERNEL_SHAPE)) {
          kernel = attribute.length(9, Long.BYTES);
        } else if (attribute.text(0).equals(Division.FMOD)) {
          fmod = attribute.integer64(4) != 0;
        }
        if (attribute.table(7).isPresent()) {
          operators(attribute.table(7), depth + 1);
        }
        for (int g = 0; g < attribute.length(12); g++) {
          operators(attribute.table(12, g), depth + 1);
        }
      }
      List<String> operands = new ArrayList<>();
      for (int k = 0; k < node.length(8); k++) {
        operands.add(node.text(8, k));
      }
      facts.operator(node.text(2), node.text(5), operands, equation, kernel);
      if (depth == 0 && !fmod) {
        facts.always(node.text(2), node.text(5), operands);
      }
    }
  }

  private static ValueType type(Flatbuffer type, int depth) {
    if (depth > OnnxMessage.MAX_DEPTH) {
      throw new IllegalArgumentException("types lie too deep within each other");
    }
    Flatbuffer value = type.table(2);
    return switch (type.integer8(1)) {
      case 1 -> ValueType.tensor(value.integer32(0), shape(value.table(1)));
      case 2 -> ValueType.of(ValueType.Kind.SEQUENCE, type(value.table(0), depth + 1));
      case 3 -> ValueType.map(value.integer32(0), type(value.table(1), depth + 1));
      default -> ValueType.UNKNOWN;
    };
  }

  private static Shape shape(Flatbuffer shape) {
    if (!shape.isPresent()) {
      return Shape.unknown();
    }
    long[] dims = new long[shape.length(0)];
    @Nullable String[] names = new String[dims.length];
    for (int i = 0; i < dims.length; i++) {
      Flatbuffer dim = shape.table(0, i).table(0);
      int kind = dim.integer8(0);
      dims[i] = kind == FIXED_DIMENSION ? dim.integer64(1) : Shape.DYNAMIC;
      names[i] = kind == NAMED_DIMENSION ? dim.text(2) : null;
    }
    return ValueType.shape(dims, names);
  }
}
