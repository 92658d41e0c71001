package io.infer4j.onnx;

import io.infer4j.ModelSource;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an ONNX file says that ONNX Runtime's Java API does not pass on, or not whole: operator
 * sets, whether an output has a rank at all, and names and texts with characters beyond U+FFFF.
 * Field numbers are those of onnx.proto. Weights are skipped.
 */
final class OnnxFile {
  private final Map<String, String> metadata = new LinkedHashMap<>();
  private final List<String> opsets = new ArrayList<>();
  private final List<String> inputs = new ArrayList<>();
  private final List<String> outputs = new ArrayList<>();
  private final Set<String> unranked = new HashSet<>();

  private OnnxFile() {}

  /** Reads a file that ONNX Runtime has accepted; null if it is not ONNX but ORT format. */
  static @Nullable OnnxFile read(ModelSource source) {
    Path path = source.path().orElse(null);
    try (InputStream in =
        path == null
            ? new ByteArrayInputStream(source.bytes())
            : new BufferedInputStream(Files.newInputStream(path), 1 << 16)) {
      OnnxFile file = new OnnxFile();
      file.model(new Wire(in, source.size()));
      return file;
    } catch (IOException e) {
      return null;
    }
  }

  /** Facts of the file under {@code onnx.} and the file's own metadata under their own keys. */
  Map<String, String> metadata() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("onnx.opset", String.join(", ", opsets));
    all.putAll(metadata);
    return all;
  }

  /** The names of the graph's inputs that are not initializers, in order. */
  List<String> inputs() {
    return inputs;
  }

  /** The names of the graph's outputs, in order. */
  List<String> outputs() {
    return outputs;
  }

  /** Whether the file gives that input or output no shape at all. */
  boolean isUnranked(String name) {
    return unranked.contains(name);
  }

  private void model(Wire model) throws IOException {
    for (int field = model.next(); field != 0; field = model.next()) {
      switch (field) {
        case 1 -> metadata.put("onnx.ir_version", Long.toString(model.varint()));
        case 2 -> text("onnx.producer", model.string());
        case 3 -> text("onnx.producer_version", model.string());
        case 4 -> text("onnx.domain", model.string());
        case 5 -> metadata.put("onnx.model_version", Long.toString(model.varint()));
        case 6 -> text("onnx.doc_string", model.string());
        case 7 -> graph(model.message());
        case 8 -> opset(model.message());
        case 14 -> property(model.message());
        default -> model.skip();
      }
    }
  }

  private void text(String key, String value) {
    if (!value.isEmpty()) {
      metadata.put(key, value);
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
    opsets.add((domain.isEmpty() ? "ai.onnx" : domain) + " " + version);
  }

  private void property(Wire property) throws IOException {
    String key = "";
    String value = "";
    for (int field = property.next(); field != 0; field = property.next()) {
      switch (field) {
        case 1 -> key = property.string();
        case 2 -> value = property.string();
        default -> property.skip();
      }
    }
    metadata.put(key, value);
  }

  private void graph(Wire graph) throws IOException {
    Set<String> initializers = new HashSet<>();
    for (int field = graph.next(); field != 0; field = graph.next()) {
      switch (field) {
        case 2 -> text("onnx.graph", graph.string());
        case 5 -> initializers.add(nameOf(graph.message(), 8));
        case 11 -> inputs.add(value(graph.message()));
        case 12 -> outputs.add(value(graph.message()));
        default -> graph.skip();
      }
    }
    inputs.removeAll(initializers);
  }

  private static String nameOf(Wire message, int nameField) throws IOException {
    String name = "";
    for (int field = message.next(); field != 0; field = message.next()) {
      if (field == nameField) {
        name = message.string();
      } else {
        message.skip();
      }
    }
    return name;
  }

  /** A ValueInfoProto: its name, and whether its tensor type has a shape. */
  private String value(Wire value) throws IOException {
    String name = "";
    boolean ranked = false;
    for (int field = value.next(); field != 0; field = value.next()) {
      switch (field) {
        case 1 -> name = value.string();
        case 2 -> ranked = hasShape(value.message());
        default -> value.skip();
      }
    }
    if (!ranked) {
      unranked.add(name);
    }
    return name;
  }

  private static boolean hasShape(Wire typeProto) throws IOException {
    boolean shape = false;
    for (int field = typeProto.next(); field != 0; field = typeProto.next()) {
      if (field != 1) {
        typeProto.skip();
        continue;
      }
      Wire tensorType = typeProto.message();
      for (int inner = tensorType.next(); inner != 0; inner = tensorType.next()) {
        shape |= inner == 2;
        tensorType.skip();
      }
    }
    return shape;
  }
}
