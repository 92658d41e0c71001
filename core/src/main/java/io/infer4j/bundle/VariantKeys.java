package io.infer4j.bundle;

import io.infer4j.compare.Tolerance;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The properties of one variant, gathered from all over the file. */
final class VariantKeys {
  final String name;
  final Section section;
  final TensorSections tensors;
  final Map<String, Map<String, String>> options = new TreeMap<>();

  VariantKeys(String name) {
    this.name = name;
    String prefix = "variant." + name + ".";
    this.section =
        new Section(prefix, "format", "file", "files", "sha256", "atol", "rtol", "accuracy");
    this.tensors = new TensorSections(prefix, TensorEntry.VARIANT_KEYS);
  }

  void add(String suffix, Property property) {
    if (suffix.startsWith("option.")) {
      addOption(suffix.substring("option.".length()), property);
    } else if (!tensors.add(suffix, property)) {
      section.add(suffix, property);
    }
  }

  private void addOption(String engineAndKey, Property property) {
    int dot = engineAndKey.indexOf('.');
    if (dot < 1 || dot == engineAndKey.length() - 1) {
      throw property.error("a key " + section.prefix + "option.ENGINE.KEY", property.key);
    }
    String engine = engineAndKey.substring(0, dot);
    Map<String, String> own = options.get(engine);
    if (own == null) {
      own = new LinkedHashMap<>();
      options.put(engine, own);
    }
    own.put(engineAndKey.substring(dot + 1), property.value);
  }

  @Nullable Tolerance tolerance() {
    Property absolute = section.get("atol");
    Property relative = section.get("rtol");
    if (absolute == null && relative == null) {
      return null;
    }
    return Tolerance.allclose(positive(absolute), positive(relative));
  }

  private static double positive(@Nullable Property property) {
    double value = property == null ? 0 : Values.number(property);
    if (property != null && value < 0) {
      throw property.error("a number of 0 or more");
    }
    return value;
  }
}
