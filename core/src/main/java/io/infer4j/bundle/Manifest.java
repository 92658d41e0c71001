package io.infer4j.bundle;

import io.infer4j.ModelLoadException;
import io.infer4j.image.Preprocessing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code model.properties} says, checked as far as that can be without the model files. */
final class Manifest {
  static final String FILE = "model.properties";

  /** Of all variants together: each of them has each canonical tensor. */
  private static final long MOST_TENSORS = 1 << 16;

  private static final String VERSION_KEY = "infer4j.version";

  final String file;
  final List<TensorEntry> inputs;
  final List<TensorEntry> outputs;
  final List<BundleVariant> variants;
  final Map<String, String> metadata;
  final @Nullable Preprocessing preprocessing;

  /** The labels themselves, or the file that has them; at most one of the two. */
  final @Nullable Property labels;

  final @Nullable Property labelsFile;

  private final TensorSections tensors = new TensorSections("", TensorEntry.CANONICAL_KEYS);
  private final Map<String, VariantKeys> variantKeys = new LinkedHashMap<>();
  private final Map<String, String> metadataKeys = new LinkedHashMap<>();
  private final Section labelKeys = new Section("labels", "", ".file");
  private final Section preprocess = new Section("preprocess.", PreprocessingKeys.KEYS);

  /**
   * Reads it.
   *
   * @param file its name, for messages
   * @throws ModelLoadException with file and line if anything is wrong with it
   */
  Manifest(String file, byte[] utf8) {
    this.file = file;
    List<Property> properties = PropertyReader.read(file, utf8);
    checkVersion(properties);
    for (Property property : properties.subList(1, properties.size())) {
      add(property);
    }
    this.inputs = Collections.unmodifiableList(tensors.canonical(true));
    this.outputs = Collections.unmodifiableList(tensors.canonical(false));
    if (outputs.isEmpty()) {
      throw new ModelLoadException(file + ": expected a key output.0.name, got no output");
    }
    this.variants = Collections.unmodifiableList(variants());
    this.metadata = Collections.unmodifiableMap(metadataKeys);
    this.labels = labelKeys.get("");
    this.labelsFile = labelKeys.get(".file");
    if (labels != null && labelsFile != null) {
      throw labelsFile.error("labels or labels.file", "both");
    }
    if (labelsFile != null) {
      BundlePath.check(labelsFile);
    }
    this.preprocessing =
        preprocess.isEmpty() ? null : new PreprocessingKeys(preprocess, inputs).read();
  }

  private void checkVersion(List<Property> properties) {
    if (properties.isEmpty()) {
      throw new ModelLoadException(file + ": expected " + VERSION_KEY + "=1, got no key at all");
    }
    Property first = properties.get(0);
    if (!first.key.equals(VERSION_KEY)) {
      throw new ModelLoadException(
          first.at() + "expected " + VERSION_KEY + " as the first key, got '" + first.key + "'");
    }
    if (!first.value.equals("1")) {
      throw first.error("1, the only version that this infer4j reads");
    }
  }

  private void add(Property property) {
    String key = property.key;
    if (key.startsWith("variant.")) {
      addToVariant(property);
    } else if (key.startsWith("metadata.") && key.length() > "metadata.".length()) {
      metadataKeys.put(key.substring("metadata.".length()), property.value);
    } else if (key.startsWith("preprocess.")) {
      preprocess.add(key.substring("preprocess.".length()), property);
    } else if (key.equals("labels") || key.startsWith("labels.")) {
      labelKeys.add(key.substring("labels".length()), property);
    } else if (!tensors.add(key, property)) {
      throw new ModelLoadException(
          property.at()
              + "unknown key '"
              + key
              + "': expected one that begins with input., output., variant., labels, metadata. or"
              + " preprocess.");
    }
  }

  private void addToVariant(Property property) {
    String rest = property.key.substring("variant.".length());
    int dot = rest.indexOf('.');
    String name = dot < 0 ? rest : rest.substring(0, dot);
    if (dot < 0 || !name.matches("[A-Za-z0-9_-]+")) {
      throw new ModelLoadException(
          property.at()
              + "expected variant.NAME.KEY with a name of letters, digits, _ and -, got '"
              + property.key
              + "'");
    }
    VariantKeys keys = variantKeys.get(name);
    if (keys == null) {
      keys = new VariantKeys(name);
      variantKeys.put(name, keys);
    }
    keys.add(rest.substring(dot + 1), property);
  }

  private List<BundleVariant> variants() {
    List<BundleVariant> all = new ArrayList<>();
    long tensors = (long) variantKeys.size() * (inputs.size() + outputs.size());
    if (tensors > MOST_TENSORS) {
      throw new ModelLoadException(
          file
              + ": expected at most "
              + MOST_TENSORS
              + " tensors in all variants together, got "
              + variantKeys.size()
              + " variants of "
              + (inputs.size() + outputs.size()));
    }
    for (VariantKeys keys : variantKeys.values()) {
      if (keys.section.isEmpty()) {
        throw new ModelLoadException(
            file + ": variant '" + keys.name + "': expected format, file and sha256, got none");
      }
      all.add(
          new BundleVariant(
              keys, keys.tensors.rules(true, inputs), keys.tensors.rules(false, outputs)));
    }
    if (all.isEmpty()) {
      throw new ModelLoadException(file + ": expected keys variant.NAME..., got no variant");
    }
    return all;
  }
}
