package io.infer4j.onnx;

import ai.onnxruntime.OnnxMap;
import ai.onnxruntime.OnnxSequence;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import io.infer4j.DType;
import io.infer4j.RunFailedException;
import io.infer4j.Shape;
import io.infer4j.Tensor;
import io.infer4j.TensorSpec;
import io.infer4j.onnx.file.ModifiedUtf8;
import io.infer4j.onnx.file.Types;
import io.infer4j.onnx.file.ValueType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An output that is a map of numbers, or a sequence of such maps with the same keys (what
 * scikit-learn's ZipMap writes), as two tensors: {@code NAME.keys}, sorted, and {@code
 * NAME.values}, of a sequence one row a map.
 */
final class MapOutput {
  private final String name;
  private final boolean sequence;
  private final TensorSpec keys;
  private final TensorSpec values;

  private MapOutput(String name, boolean sequence, DType key, DType value) {
    this.name = name;
    this.sequence = sequence;
    this.keys = TensorSpec.of(name + ".keys", key, Shape.of(Shape.DYNAMIC));
    this.values =
        TensorSpec.of(
            name + ".values",
            value,
            sequence ? Shape.of(Shape.DYNAMIC, Shape.DYNAMIC) : Shape.of(Shape.DYNAMIC));
  }

  /** The output of that type, null if it is not one of these. */
  static @Nullable MapOutput of(String name, ValueType type) {
    boolean sequence = type.is(ValueType.Kind.SEQUENCE);
    ValueType map = sequence ? type.inner() : type;
    if (!map.is(ValueType.Kind.MAP) || !map.inner().is(ValueType.Kind.TENSOR)) {
      return null;
    }
    DType key = Types.ofOnnx(map.element());
    DType value = Types.ofOnnx(map.inner().element());
    // What ONNX Runtime's Java API gives maps of.
    boolean known =
        (key == DType.INT64 || key == DType.STRING)
            && (value == DType.INT64
                || value == DType.FLOAT32
                || value == DType.FLOAT64
                || value == DType.STRING);
    return known && key != null && value != null ? new MapOutput(name, sequence, key, value) : null;
  }

  /** The output's own name. */
  String name() {
    return name;
  }

  TensorSpec keys() {
    return keys;
  }

  TensorSpec values() {
    return values;
  }

  /** The keys and the values of a run, in new memory. */
  Tensor[] read(OnnxValue given) throws OrtException {
    List<Map<Object, Object>> rows = new ArrayList<>();
    if (given instanceof OnnxSequence list) {
      for (OnnxValue each : list.getValue()) {
        try (OnnxValue row = each) {
          rows.add(sorted(row));
        }
      }
    } else {
      rows.add(sorted(given));
    }
    List<Object> sortedKeys =
        rows.isEmpty() ? Collections.emptyList() : new ArrayList<>(rows.get(0).keySet());
    List<Object> all = new ArrayList<>();
    for (Map<Object, Object> row : rows) {
      if (!sortedKeys.equals(new ArrayList<>(row.keySet()))) {
        throw new RunFailedException(
            "the maps of output '"
                + name
                + "' have different keys, so they are no tensor: "
                + sortedKeys
                + " and "
                + row.keySet());
      }
      all.addAll(row.values());
    }
    Shape shape = sequence ? Shape.of(rows.size(), sortedKeys.size()) : Shape.of(sortedKeys.size());
    return new Tensor[] {
      tensor(keys, Shape.of(sortedKeys.size()), sortedKeys), tensor(values, shape, all)
    };
  }

  private Map<Object, Object> sorted(OnnxValue value) throws OrtException {
    if (value instanceof OnnxMap map) {
      return new TreeMap<>(map.getValue());
    }
    throw new IllegalStateException("ONNX Runtime gave no map for '" + name + "': " + value);
  }

  private static Tensor tensor(TensorSpec spec, Shape shape, List<Object> elements) {
    DType dtype = spec.dtype() == null ? DType.STRING : spec.dtype();
    Tensor tensor = Tensor.allocate(dtype, shape);
    for (int i = 0; i < elements.size(); i++) {
      Object element = elements.get(i);
      switch (dtype) {
        case INT64 -> tensor.asLongs().put(i, (Long) element);
        case FLOAT32 -> tensor.asFloats().put(i, (Float) element);
        case FLOAT64 -> tensor.asDoubles().put(i, (Double) element);
        default -> tensor.asStrings().set(i, text(spec.name(), (String) element));
      }
    }
    return tensor;
  }

  /** Native texts come through JNI's modified UTF-8: what may be another is refused. */
  private static String text(String output, String text) {
    if (ModifiedUtf8.differs(text) || text.indexOf('\ufffd') >= 0) {
      throw new RunFailedException(
          "a text of output '" + output + "' has a character that ONNX Runtime's Java API garbles");
    }
    return text;
  }
}
