package io.infer4j.bundle;

import io.infer4j.LoadOptions;
import io.infer4j.ModelSource;
import io.infer4j.compare.Tolerance;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One of a bundle's model files, as {@code model.properties} describes it. Immutable. */
public final class BundleVariant {
  private final String name;
  private final Property format;
  private final Property file;
  private final Map<String, Property> files;
  private final String sha256;
  private final List<TensorRule> inputs;
  private final List<TensorRule> outputs;
  private final Map<String, Map<String, String>> options;
  private final @Nullable Tolerance tolerance;
  private final @Nullable String accuracy;

  BundleVariant(VariantKeys keys, List<TensorRule> inputs, List<TensorRule> outputs) {
    this.name = keys.name;
    this.format = keys.section.require("format");
    this.file = keys.section.require("file");
    BundlePath.check(file);
    this.files = others(file, keys.section.get("files"));
    Property hash = keys.section.require("sha256");
    if (!hash.value.matches("[0-9a-fA-F]{64}")) {
      throw hash.error("64 hexadecimal digits");
    }
    this.sha256 = hash.value.toLowerCase(Locale.ROOT);
    this.inputs = Collections.unmodifiableList(new ArrayList<>(inputs));
    this.outputs = Collections.unmodifiableList(new ArrayList<>(outputs));
    this.options = keys.options;
    this.tolerance = keys.tolerance();
    Property text = keys.section.get("accuracy");
    this.accuracy = text == null ? null : text.value;
  }

  /** The other files by the names that the model has for them: relative to its own folder. */
  private static Map<String, Property> others(Property file, @Nullable Property list) {
    if (list == null) {
      return Collections.emptyMap();
    }
    String folder = file.value.substring(0, file.value.lastIndexOf('/') + 1);
    Map<String, Property> others = new TreeMap<>();
    for (String path : Values.list(list)) {
      Property other = new Property(list.file, list.line, list.key, path);
      BundlePath.check(other);
      if (!path.startsWith(folder) || path.equals(file.value)) {
        throw other.error("other files than " + file.value + ", beside it or in folders below it");
      }
      if (others.put(path.substring(folder.length()), other) != null) {
        throw other.error("each file once");
      }
    }
    return Collections.unmodifiableMap(others);
  }

  /** The name, unique in the bundle. */
  public String name() {
    return name;
  }

  /** The name of its {@link io.infer4j.ModelFormat}. */
  public String format() {
    return format.value;
  }

  /** The file's path within the bundle. */
  public String file() {
    return file.value;
  }

  /** The paths within the bundle of the other files that it needs, sorted. */
  public List<String> files() {
    List<String> paths = new ArrayList<>();
    for (Property other : files.values()) {
      paths.add(other.value);
    }
    return Collections.unmodifiableList(paths);
  }

  /**
   * The SHA-256 that the file must have, in lower-case hexadecimal; with other files that of all of
   * them, see {@link io.infer4j.ModelSource#sha256}.
   */
  public String sha256() {
    return sha256;
  }

  /** How far its outputs may be from the other variants', where that is stated. */
  public Optional<Tolerance> tolerance() {
    return Optional.ofNullable(tolerance);
  }

  /** What it reaches on which data, where that is stated. */
  public Optional<String> accuracy() {
    return Optional.ofNullable(accuracy);
  }

  Property formatProperty() {
    return format;
  }

  Property fileProperty() {
    return file;
  }

  /** Its file and the others, not yet pinned. */
  ModelSource source(BundleFiles bundle) {
    ModelSource source = bundle.model(file);
    for (Map.Entry<String, Property> other : files.entrySet()) {
      source = source.withFile(other.getKey(), bundle.model(other.getValue()));
    }
    return source;
  }

  List<TensorRule> inputs() {
    return inputs;
  }

  List<TensorRule> outputs() {
    return outputs;
  }

  /**
   * The variant's options for the engines that are there, unless the caller has said otherwise. A
   * bundle may have options for any engine that could run it.
   */
  LoadOptions withOwn(LoadOptions given, Collection<String> engines) {
    LoadOptions all = given;
    for (Map.Entry<String, Map<String, String>> engine : options.entrySet()) {
      if (!engines.contains(engine.getKey())) {
        continue;
      }
      for (Map.Entry<String, String> option : engine.getValue().entrySet()) {
        if (!given.options(engine.getKey()).containsKey(option.getKey())) {
          all = all.withOption(engine.getKey(), option.getKey(), option.getValue());
        }
      }
    }
    return all;
  }

  /** The name, the format and the file. */
  @Override
  public String toString() {
    return name + " (" + format() + ", " + file() + ")";
  }
}
