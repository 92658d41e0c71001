package io.infer4j.testkit.reference;

import io.infer4j.DType;
import io.infer4j.Layout;
import io.infer4j.Quantization;
import io.infer4j.Shape;
import io.infer4j.TensorSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** What inputs, outputs and constants have in common: name, dtype, shape, attributes. */
record Declaration(TensorSpec spec, DType dtype) {
  static final Set<String> ATTRIBUTES = Set.of("layout", "scale", "zero_point", "axis", "default");

  /** Reads {@code NAME DTYPE SHAPE}. */
  static Declaration read(Line line, List<Line.Word> words, Attributes attributes) {
    if (words.size() < 3) {
      throw line.error("expected a name, a dtype and a shape");
    }
    try {
      DType dtype = DType.parse(words.get(1).text());
      TensorSpec spec = TensorSpec.of(words.get(0).text(), dtype, shape(words.get(2).text()));
      if (attributes.has("layout")) {
        spec = spec.withLayout(Layout.of(attributes.text("layout")));
      }
      if (attributes.has("scale")) {
        spec = spec.withQuantization(quantization(attributes));
      }
      return new Declaration(spec, dtype);
    } catch (IllegalArgumentException e) {
      throw line.error(String.valueOf(e.getMessage()));
    }
  }

  private static Quantization quantization(Attributes attributes) {
    float[] scales = attributes.floats("scale");
    int[] zeroPoints = attributes.integers("zero_point");
    return attributes.has("axis")
        ? Quantization.perChannel(scales, zeroPoints, attributes.integer("axis"))
        : Quantization.perTensor(scales[0], zeroPoints[0]);
  }

  private static Shape shape(String text) {
    if (text.equals("[...]")) {
      return Shape.unknown();
    }
    if (!text.startsWith("[")) {
      throw new IllegalArgumentException("expected a shape such as [2, 3], got " + text);
    }
    String inner = text.substring(1, text.length() - 1).trim();
    String[] parts = inner.isEmpty() ? new String[0] : inner.split(",", -1);
    long[] dims = new long[parts.length];
    String[] names = new String[parts.length];
    Arrays.fill(dims, Shape.DYNAMIC);
    Arrays.fill(names, "");
    for (int i = 0; i < parts.length; i++) {
      String part = parts[i].trim();
      if (!part.isEmpty() && part.chars().allMatch(c -> c >= '0' && c <= '9')) {
        dims[i] = Long.parseLong(part);
      } else if (!part.equals("?")) {
        names[i] = part;
      }
    }
    return Shape.named(dims, names);
  }
}
