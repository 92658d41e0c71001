package io.infer4j.bundle;

import io.infer4j.DType;
import io.infer4j.Layout;
import io.infer4j.Quantization;
import io.infer4j.Shape;
import io.infer4j.TensorSpec;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What model.properties states of one tensor: each may be absent. */
final class TensorEntry {
  static final String[] CANONICAL_KEYS = {
    "name", "dtype", "shape", "layout", "scale", "zero_point", "axis"
  };
  static final String[] VARIANT_KEYS = {
    "name", "position", "dtype", "shape", "layout", "scale", "zero_point", "axis"
  };

  final Section section;
  final @Nullable String name;

  /** Among the file's inputs or outputs, -1 where it is not stated. */
  final int position;

  final @Nullable DType dtype;
  final @Nullable Shape shape;
  final @Nullable Layout layout;
  final @Nullable Quantization quantization;

  /**
   * Reads a section.
   *
   * @param otherDtype what the dtype is where the section does not state it
   */
  TensorEntry(Section section, @Nullable DType otherDtype) {
    this.section = section;
    Property stated = section.get("name");
    name = stated == null ? null : stated.value;
    stated = section.get("position");
    position = stated == null ? -1 : Values.integer(stated, 0);
    if (stated != null && name != null) {
      throw stated.error("a name or a position", "both: the name is '" + name + "'");
    }
    stated = section.get("dtype");
    dtype = stated == null ? null : Values.dtype(stated);
    stated = section.get("shape");
    Shape statedShape = stated == null ? null : Values.shape(stated);
    stated = section.get("layout");
    layout = stated == null ? null : Values.layout(stated);
    shape = statedShape == null && layout != null ? ofRank(layout.rank()) : statedShape;
    if (stated != null && shape != null && shape.rank() != stated.value.length()) {
      throw stated.error("a letter for each axis of " + shape);
    }
    quantization = new QuantizationKeys(section, dtype == null ? otherDtype : dtype).read();
  }

  private static Shape ofRank(int rank) {
    long[] dims = new long[rank];
    Arrays.fill(dims, Shape.DYNAMIC);
    return Shape.of(dims);
  }

  /** The spec of a canonical tensor. */
  TensorSpec spec() {
    TensorSpec spec =
        TensorSpec.of(Objects.requireNonNull(name), dtype, shape == null ? Shape.unknown() : shape);
    spec = quantization == null ? spec : spec.withQuantization(quantization);
    return layout == null ? spec : spec.withLayout(layout);
  }
}
