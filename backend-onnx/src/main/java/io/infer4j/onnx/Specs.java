package io.infer4j.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.infer4j.DType;
import io.infer4j.Shape;
import io.infer4j.TensorSpec;
import io.infer4j.onnx.file.FileFacts;
import io.infer4j.onnx.file.ModifiedUtf8;
import io.infer4j.onnx.file.Types;
import io.infer4j.onnx.file.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The inputs or outputs of a session as tensors: what ONNX Runtime reports, with the file's names,
 * types and ranks where they tell more.
 */
final class Specs {
  private final List<TensorSpec> tensors = new ArrayList<>();
  private final List<@Nullable MapOutput> maps = new ArrayList<>();
  private final List<String> refused = new ArrayList<>();

  private Specs() {}

  static Specs inputs(OrtSession session, FileFacts file) {
    Specs specs = new Specs();
    for (Value value : values(session, file, true)) {
      specs.add(value, true);
    }
    return specs;
  }

  static Specs outputs(OrtSession session, FileFacts file) {
    Specs specs = new Specs();
    for (Value value : values(session, file, false)) {
      specs.add(value, false);
    }
    return specs;
  }

  /** Those that infer4j can pass. */
  List<TensorSpec> tensors() {
    return Collections.unmodifiableList(tensors);
  }

  /** For each of {@link #tensors} the map or sequence of maps that it is made of, null if none. */
  List<@Nullable MapOutput> maps() {
    return maps;
  }

  /** Those that it cannot pass, and why. */
  List<String> refused() {
    return refused;
  }

  private void add(Value value, boolean input) {
    String name = value.name;
    ValueType type = value.type;
    boolean optional = type.is(ValueType.Kind.OPTIONAL);
    if (optional && input) {
      type = type.inner();
    }
    DType dtype = value.dtype(type);
    if (ModifiedUtf8.differs(name)) {
      refused.add(
          "'" + name + "' has a name that ONNX Runtime's Java API garbles: " + ModifiedUtf8.LIMIT);
    } else if (optional && !input) {
      refused.add(
          "'"
              + name
              + "' is of type "
              + value.type
              + ": where it is absent ONNX Runtime's Java API ends the process");
    } else if (dtype != null) {
      add(TensorSpec.of(name, dtype, value.shape(type)), null);
    } else {
      MapOutput map = input ? null : MapOutput.of(name, type);
      if (map == null) {
        refused.add("'" + name + "' is not a tensor of a known dtype: " + value.said());
      } else {
        add(map.keys(), map);
        add(map.values(), map);
      }
    }
  }

  private void add(TensorSpec spec, @Nullable MapOutput map) {
    for (TensorSpec other : tensors) {
      if (other.name().equals(spec.name())) {
        refused.add("'" + spec.name() + "' has the name of another");
        return;
      }
    }
    tensors.add(spec);
    maps.add(map);
  }

  private static List<Value> values(OrtSession session, FileFacts file, boolean inputs) {
    Map<String, ValueType> stated = inputs ? file.inputs() : file.outputs();
    Map<String, NodeInfo> reported;
    try {
      reported = inputs ? session.getInputInfo() : session.getOutputInfo();
    } catch (OrtException | ArithmeticException e) {
      // It knows no optional, and throws for all where one is; nor a shape of more than 2^63.
      reported = Collections.emptyMap();
    }
    List<Value> values = new ArrayList<>();
    if (reported.size() != stated.size() && !reported.isEmpty()) {
      for (NodeInfo node : reported.values()) {
        values.add(new Value(node.getName(), ValueType.UNKNOWN, node));
      }
      return values;
    }
    List<NodeInfo> nodes = new ArrayList<>(reported.values());
    for (Map.Entry<String, ValueType> each : stated.entrySet()) {
      NodeInfo node = nodes.isEmpty() ? null : nodes.get(values.size());
      values.add(new Value(each.getKey(), each.getValue(), node));
    }
    return values;
  }

  /** An input or output as the file states it and ONNX Runtime reports it. */
  private static final class Value {
    final String name;
    final ValueType type;
    private final @Nullable NodeInfo node;

    Value(String name, ValueType type, @Nullable NodeInfo node) {
      this.name = name;
      this.type = type;
      this.node = node;
    }

    @Nullable DType dtype(ValueType tensor) {
      if (node != null) {
        return node.getInfo() instanceof TensorInfo info ? Types.of(info) : null;
      }
      return tensor.is(ValueType.Kind.TENSOR) ? Types.ofOnnx(tensor.element()) : null;
    }

    Shape shape(ValueType tensor) {
      if (node == null || !(node.getInfo() instanceof TensorInfo info)) {
        return tensor.shape();
      }
      boolean unranked =
          info.isScalar() && tensor.is(ValueType.Kind.TENSOR) && !tensor.shape().hasRank();
      @Nullable String[] names = info.getDimensionNames();
      long[] dims = info.getShape();
      return unranked
          ? Shape.unknown()
          : ValueType.shape(dims, names.length == dims.length ? names : none(dims.length));
    }

    private static @Nullable String[] none(int rank) {
      @Nullable String[] names = new String[rank];
      Arrays.fill(names, null);
      return names;
    }

    Object said() {
      return node == null || !type.is(ValueType.Kind.OTHER) ? type : node.getInfo();
    }
  }
}
