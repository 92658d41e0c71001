package io.infer4j.cli;

import io.infer4j.Quantization;
import io.infer4j.Shape;
import io.infer4j.TensorSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The text of a {@code model.properties} in the making. */
final class BundleDraft {
  private final String before;
  private final BundleKeys stated;
  private final Map<String, String> header = new LinkedHashMap<>();
  private final Map<String, Map<String, String>> variants = new LinkedHashMap<>();

  /**
   * A draft.
   *
   * @param before what is there already; empty for a new bundle
   */
  BundleDraft(String before, BundleKeys stated) {
    this.before = before;
    this.stated = stated;
    if (before.isEmpty()) {
      header.put("infer4j.version", "1");
    }
  }

  /** States something that is not of one variant. */
  void put(String key, String value) {
    header.put(key, value);
  }

  /** The keys of a variant without their prefix; new ones come after the others. */
  Map<String, String> variant(String name) {
    return variants.computeIfAbsent(name, each -> new LinkedHashMap<>());
  }

  /** All that a spec tells. */
  static Map<String, String> keys(String prefix, TensorSpec spec) {
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put(prefix + "name", spec.name());
    keys.put(prefix + "dtype", String.valueOf(spec.dtype()));
    if (spec.shape().hasRank()) {
      keys.put(prefix + "shape", text(spec.shape()));
    }
    if (spec.layout() != null) {
      keys.put(prefix + "layout", spec.layout().toString());
    }
    Quantization quantization = spec.quantization();
    if (quantization != null) {
      put(keys, prefix, quantization);
    }
    return keys;
  }

  private static void put(Map<String, String> keys, String prefix, Quantization quantization) {
    List<String> scales = new ArrayList<>();
    List<String> zeroPoints = new ArrayList<>();
    for (int i = 0; i < quantization.channels(); i++) {
      scales.add(String.valueOf(quantization.scale(i)));
      zeroPoints.add(String.valueOf(quantization.zeroPoint(i)));
    }
    keys.put(prefix + "scale", String.join(",", scales));
    keys.put(prefix + "zero_point", String.join(",", zeroPoints));
    if (!quantization.isPerTensor()) {
      keys.put(prefix + "axis", String.valueOf(quantization.axis()));
    }
  }

  /** For instance {@code batch,3,224,224}; names that would not be read back become {@code ?}. */
  static String text(Shape shape) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < shape.rank(); i++) {
      String name = shape.name(i);
      boolean plain = name != null && name.matches("[\\p{L}_][^,\\\\\\s]*");
      parts.add(
          shape.dim(i) != Shape.DYNAMIC
              ? String.valueOf(shape.dim(i))
              : plain ? Objects.requireNonNull(name) : "?");
    }
    return String.join(",", parts);
  }

  /** The whole file. */
  String text() {
    return textOf(variants.keySet());
  }

  /** The file with only those of the new variants. */
  String textOf(Set<String> some) {
    Map<String, String> keys = new LinkedHashMap<>(header);
    stated
        .all()
        .forEach(
            (key, value) -> {
              if (!key.startsWith("variant.")) {
                keys.put(key, value);
              }
            });
    StringBuilder text = new StringBuilder(before);
    if (!before.isEmpty() && !before.endsWith("\n")) {
      text.append('\n');
    }
    append(text, keys);
    for (Map.Entry<String, Map<String, String>> variant : variants.entrySet()) {
      if (some.contains(variant.getKey())) {
        append(text.append('\n'), blockOf(variant.getKey(), variant.getValue()));
      }
    }
    return text.toString();
  }

  private Map<String, String> blockOf(String name, Map<String, String> own) {
    String prefix = "variant." + name + ".";
    Map<String, String> block = new LinkedHashMap<>();
    own.forEach((key, value) -> block.put(prefix + key, value));
    stated
        .all()
        .forEach(
            (key, value) -> {
              if (key.startsWith(prefix)) {
                block.put(key, value);
              }
            });
    return block;
  }

  private static void append(StringBuilder text, Map<String, String> keys) {
    keys.forEach(
        (key, value) ->
            text.append(escaped(key, true))
                .append(" = ")
                .append(escaped(value, false))
                .append('\n'));
  }

  /** As {@link java.util.Properties} reads it back. */
  private static String escaped(String part, boolean key) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < part.length(); i++) {
      char c = part.charAt(i);
      switch (c) {
        case '\n' -> escaped.append("\\n");
        case '\r' -> escaped.append("\\r");
        case '\t' -> escaped.append("\\t");
        case '\f' -> escaped.append("\\f");
        case '\\' -> escaped.append("\\\\");
        default -> escaped.append(key && (c == '=' || c == ':' || c == ' ') ? "\\" : "").append(c);
      }
    }
    return escaped.toString();
  }
}
