package io.infer4j.bundle;

import io.infer4j.ModelLoadException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The properties that share a prefix, by what follows it. */
final class Section {
  final String prefix;
  private final List<String> allowed;
  private final Map<String, Property> properties = new LinkedHashMap<>();

  /** With the prefix, its last dot included, and what may follow it. */
  Section(String prefix, String... allowed) {
    this.prefix = prefix;
    this.allowed = Arrays.asList(allowed);
  }

  void add(String suffix, Property property) {
    if (!allowed.contains(suffix)) {
      throw new ModelLoadException(
          property.at()
              + "unknown key '"
              + property.key
              + "': expected "
              + prefix
              + " and one of "
              + allowed
              + ", got '"
              + suffix
              + "'");
    }
    properties.put(suffix, property);
  }

  boolean isEmpty() {
    return properties.isEmpty();
  }

  @Nullable Property get(String suffix) {
    return properties.get(suffix);
  }

  /** The property of that suffix or, for messages about its absence, the first of the section. */
  Property nearest(String suffix) {
    Property found = properties.get(suffix);
    return found != null ? found : properties.values().iterator().next();
  }

  /**
   * The property of that suffix.
   *
   * @throws ModelLoadException if there is none, at the section's first line
   */
  Property require(String suffix) {
    Property found = properties.get(suffix);
    if (found == null) {
      throw new ModelLoadException(
          properties.values().iterator().next().at()
              + "expected a key "
              + prefix
              + suffix
              + ", got none beside "
              + keys());
    }
    return found;
  }

  private String keys() {
    StringBuilder keys = new StringBuilder();
    for (Property property : properties.values()) {
      keys.append(keys.length() == 0 ? "" : ", ").append(property.key);
    }
    return keys.toString();
  }
}
