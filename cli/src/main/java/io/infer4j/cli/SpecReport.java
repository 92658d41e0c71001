package io.infer4j.cli;

import io.infer4j.DType;
import io.infer4j.Quantization;
import io.infer4j.Shape;
import io.infer4j.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An input or output as the model declares it. {@code shape} has -1 for a dynamic dimension, whose
 * name, if it has one, is in {@code dimNames}; both are null where not even the rank is known.
 */
record SpecReport(
    String name,
    @Nullable String dtype,
    @Nullable List<Long> shape,
    @Nullable List<@Nullable String> dimNames,
    @Nullable String layout,
    @Nullable QuantizationReport quantization,
    boolean optional) {

  static final String UNKNOWN = "unknown until run";

  /** One scale and zero point for the tensor (axis -1) or for each index along an axis. */
  record QuantizationReport(List<Float> scales, List<Integer> zeroPoints, int axis) {
    static QuantizationReport of(Quantization quantization) {
      List<Float> scales = new ArrayList<>();
      List<Integer> zeroPoints = new ArrayList<>();
      for (int i = 0; i < quantization.channels(); i++) {
        scales.add(quantization.scale(i));
        zeroPoints.add(quantization.zeroPoint(i));
      }
      return new QuantizationReport(scales, zeroPoints, quantization.axis());
    }

    private String text() {
      return axis < 0
          ? "scale " + scales.get(0) + ", zero point " + zeroPoints.get(0)
          : scales.size() + " scales along axis " + axis;
    }
  }

  static List<SpecReport> of(List<TensorSpec> specs) {
    return specs.stream().map(SpecReport::of).toList();
  }

  private static SpecReport of(TensorSpec spec) {
    Shape shape = spec.shape();
    DType dtype = spec.dtype();
    Quantization quantization = spec.quantization();
    List<Long> dims = null;
    List<@Nullable String> names = null;
    if (shape.hasRank()) {
      dims = new ArrayList<>();
      names = new ArrayList<>();
      for (int i = 0; i < shape.rank(); i++) {
        dims.add(shape.dim(i));
        names.add(shape.name(i));
      }
    }
    return new SpecReport(
        spec.name(),
        dtype == null ? null : dtype.toString(),
        dims,
        names,
        spec.layout() == null ? null : spec.layout().toString(),
        quantization == null ? null : QuantizationReport.of(quantization),
        spec.isOptional());
  }

  /**
   * For instance {@code float32[batch, 1, 8, 8] NCHW optional}, or {@code unknown until run} where
   * the file does not tell.
   */
  String text() {
    StringBuilder text = new StringBuilder();
    if (dtype == null && shape == null) {
      text.append(UNKNOWN);
    } else {
      text.append(dtype == null ? "unknown dtype " : dtype).append(shapeText());
    }
    if (layout != null) {
      text.append("  ").append(layout);
    }
    if (quantization != null) {
      text.append("  quantised, ").append(quantization.text());
    }
    return text.append(optional ? "  optional" : "").toString();
  }

  private String shapeText() {
    if (shape == null || dimNames == null) {
      return Shape.unknown().toString();
    }
    long[] dims = shape.stream().mapToLong(Long::longValue).toArray();
    return Shape.named(dims, dimNames.toArray(new String[0])).toString();
  }

  /** For instance {@code float32[batch, 1, 8, 8]}. */
  static String typeOf(TensorSpec spec) {
    if (spec.dtype() == null && !spec.shape().hasRank()) {
      return UNKNOWN;
    }
    return (spec.dtype() == null ? "unknown dtype " : spec.dtype()) + spec.shape().toString();
  }
}
