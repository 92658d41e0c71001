package io.infer4j.torch;

import io.infer4j.ModelLoadException;
import io.infer4j.TensorSpec;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the extra file of an archive says of the method that is run. The text is that of a {@link
 * Properties} file; {@link TorchEngine} describes the keys.
 */
final class ModelText {
  /** The extra file's name. */
  static final String FILE = "infer4j.properties";

  private static final String VERSION = "infer4j.version";
  private static final String METADATA = "metadata.";
  private static final String METHOD = "method.";
  private static final String FORWARD = "forward";

  private final String model;
  private final Map<String, String> entries = new LinkedHashMap<>();

  /** The inputs, or null if it does not declare any. */
  final @Nullable List<TensorSpec> inputs;

  /** The outputs, or null if it does not declare any. */
  final @Nullable List<TensorSpec> outputs;

  final Map<String, String> metadata = new LinkedHashMap<>();

  /**
   * @param model the model's name, for messages
   * @param text null where there is no extra file
   * @throws ModelLoadException naming the key, what is expected there, and what it says
   */
  ModelText(String model, @Nullable String text, String method) {
    this.model = model;
    if (text == null) {
      inputs = null;
      outputs = null;
      return;
    }
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(text));
    } catch (IOException | IllegalArgumentException e) {
      throw new ModelLoadException(FILE + " in " + model + " is damaged: " + e.getMessage(), e);
    }
    for (String key : new TreeSet<>(properties.stringPropertyNames())) {
      entries.put(key, properties.getProperty(key));
    }
    checkVersion();
    for (String key : entries.keySet()) {
      if (!key.matches("(?:metadata|input|output|method)\\..+")) {
        throw unknown(key);
      }
    }
    String prefix = method.equals(FORWARD) ? "" : METHOD + method + ".";
    inputs = specs(prefix, "input");
    outputs = specs(prefix, "output");
    for (Map.Entry<String, String> entry : entries.entrySet()) {
      String key = entry.getKey();
      if (key.startsWith(METADATA)) {
        metadata.put(key.substring(METADATA.length()), entry.getValue());
      } else if (!isOfAnotherMethod(key, prefix)) {
        throw unknown(key);
      }
    }
  }

  private void checkVersion() {
    String version = entries.remove(VERSION);
    if (version == null || !version.trim().equals("1")) {
      throw wrong(VERSION, "1", version == null ? "nothing" : "'" + version + "'");
    }
  }

  private static boolean isOfAnotherMethod(String key, String prefix) {
    boolean ofForward = key.startsWith("input.") || key.startsWith("output.");
    boolean ofNamed = key.startsWith(METHOD);
    return prefix.isEmpty() ? ofNamed : ofForward || (ofNamed && !key.startsWith(prefix));
  }

  private @Nullable List<TensorSpec> specs(String prefix, String kind) {
    List<TensorSpec> specs = new ArrayList<>();
    for (; ; ) {
      String start = prefix + kind + "." + specs.size() + ".";
      Map<String, String> own = new LinkedHashMap<>();
      for (String key : new ArrayList<>(entries.keySet())) {
        if (key.startsWith(start)) {
          own.put(key.substring(start.length()), entries.get(key));
          entries.remove(key);
        }
      }
      if (own.isEmpty()) {
        checkNoGap(prefix + kind + ".", start);
        return specs.isEmpty() ? null : specs;
      }
      TensorSpec spec = new SpecText(this, start, own).spec();
      if (Specs.names(specs).contains(spec.name())) {
        throw wrong(start + "name", "a name of its own", "'" + spec.name() + "' again");
      }
      specs.add(spec);
    }
  }

  private void checkNoGap(String start, String missing) {
    for (String key : entries.keySet()) {
      if (key.startsWith(start)) {
        throw wrong(missing + "name", "a name, as there is " + key, "nothing");
      }
    }
  }

  private ModelLoadException unknown(String key) {
    return wrong(
        key,
        "one of " + VERSION + ", metadata.KEY, input.N.KEY, output.N.KEY, method.NAME...",
        "a key that infer4j does not know");
  }

  /** For a key that says what it must not. */
  ModelLoadException wrong(String key, String expected, String got) {
    return new ModelLoadException(
        FILE + " in " + model + ": " + key + ": expected " + expected + ", got " + got);
  }
}
