package io.infer4j.torch.script;

import io.infer4j.DType;
import io.infer4j.Layout;
import io.infer4j.Quantization;
import io.infer4j.Shape;
import io.infer4j.TensorSpec;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The entries of one input or output in {@link ModelText}. */
final class SpecText {
  private final ModelText text;
  private final String start;
  private final Map<String, String> entries;

  /**
   * @param start what the keys begin with, for messages
   * @param entries without it
   */
  SpecText(ModelText text, String start, Map<String, String> entries) {
    this.text = text;
    this.start = start;
    this.entries = entries;
  }

  TensorSpec spec() {
    String name = entries.remove("name");
    if (name == null || name.isEmpty()) {
      throw text.wrong(start + "name", "a name", "nothing");
    }
    TensorSpec spec = TensorSpec.of(name, dtype(), shape());
    checkSize(spec);
    Quantization quantization = quantization();
    spec = quantization == null ? spec : spec.withQuantization(quantization);
    String layout = entries.remove("layout");
    if (layout != null) {
      try {
        spec = spec.withLayout(Layout.of(layout.trim()));
      } catch (IllegalArgumentException e) {
        throw text.wrong(
            start + "layout", "a letter for each axis of " + spec.shape(), "'" + layout + "'");
      }
    }
    for (String key : entries.keySet()) {
      throw text.wrong(
          start + key,
          "one of name, dtype, shape, layout, scale, zero_point, axis",
          "a key that infer4j does not know");
    }
    return spec;
  }

  /** No tensor is greater than that, so that no run could be. */
  private void checkSize(TensorSpec spec) {
    DType dtype = spec.dtype();
    double bytes = dtype == null ? 1 : Math.max(1, dtype.byteSize());
    for (int i = 0; spec.shape().hasRank() && i < spec.shape().rank(); i++) {
      bytes *= spec.shape().dim(i) == Shape.DYNAMIC ? 0 : spec.shape().dim(i);
    }
    if (bytes > Integer.MAX_VALUE) {
      throw text.wrong(start + "shape", "at most 2^31-1 bytes in all", "" + spec);
    }
  }

  private @Nullable DType dtype() {
    String value = entries.remove("dtype");
    if (value == null) {
      return null;
    }
    try {
      return DType.parse(value.trim());
    } catch (IllegalArgumentException e) {
      throw text.wrong(start + "dtype", "a dtype such as float32", "'" + value + "'");
    }
  }

  private Shape shape() {
    String value = entries.remove("shape");
    if (value == null) {
      return Shape.unknown();
    }
    if (value.isEmpty()) {
      return Shape.of();
    }
    String[] parts = value.split(",", -1);
    long[] dims = new long[parts.length];
    @Nullable String[] names = new String[parts.length];
    for (int i = 0; i < parts.length; i++) {
      String part = parts[i].trim();
      char first = part.isEmpty() ? '-' : part.charAt(0);
      dims[i] = Shape.DYNAMIC;
      if (Character.isDigit(first)) {
        dims[i] = number(part, value);
      } else if (Character.isLetter(first) || first == '_') {
        names[i] = part;
      } else if (!part.equals("?")) {
        throw wrongShape(value);
      }
    }
    return Shape.named(dims, names);
  }

  private long number(String part, String value) {
    try {
      return Long.parseLong(part);
    } catch (NumberFormatException e) {
      throw wrongShape(value);
    }
  }

  private RuntimeException wrongShape(String value) {
    return text.wrong(
        start + "shape",
        "sizes, names of dynamic dimensions or ?, with commas between them",
        "'" + value + "'");
  }

  private @Nullable Quantization quantization() {
    String scale = entries.remove("scale");
    String zeroPoint = entries.remove("zero_point");
    String axis = entries.remove("axis");
    if (scale == null) {
      if (zeroPoint != null || axis != null) {
        throw text.wrong(start + "scale", "a scale, as there is a zero_point or axis", "nothing");
      }
      return null;
    }
    String said = "scale " + scale + ", zero_point " + zeroPoint + ", axis " + axis;
    try {
      String[] scales = scale.split(",", -1);
      String[] zeros = zeroPoint == null ? new String[0] : zeroPoint.split(",", -1);
      float[] factors = new float[scales.length];
      int[] points = new int[zeroPoint == null ? scales.length : zeros.length];
      for (int i = 0; i < factors.length; i++) {
        factors[i] = Float.parseFloat(scales[i].trim());
      }
      for (int i = 0; i < zeros.length; i++) {
        points[i] = Integer.parseInt(zeros[i].trim());
      }
      if (axis != null) {
        return Quantization.perChannel(factors, points, Integer.parseInt(axis.trim()));
      }
      if (factors.length == 1 && points.length == 1) {
        return Quantization.perTensor(factors[0], points[0]);
      }
    } catch (IllegalArgumentException e) {
      throw text.wrong(start + "scale", "numbers, as many scales as zero points", said);
    }
    throw text.wrong(start + "axis", "the axis that the scales lie along", said);
  }
}
