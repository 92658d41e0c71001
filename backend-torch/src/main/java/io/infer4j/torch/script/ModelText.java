package io.infer4j.torch.script;

import io.infer4j.DType;
import io.infer4j.ModelLoadException;
import io.infer4j.TensorSpec;
import io.infer4j.torch.TorchEngine;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the extra file of an archive says of the method that is run. The text is that of a {@link
 * Properties} file; {@link TorchEngine} describes the keys.
 */
public final class ModelText {
  /** The extra file's name. */
  public static final String FILE = "infer4j.properties";

  private static final String VERSION = "infer4j.version";
  private static final String METADATA = "metadata.";
  private static final String METHOD = "method.";
  private static final String FORWARD = "forward";

  private final String model;
  private final Map<String, String> entries = new LinkedHashMap<>();

  /** The inputs, or null if it does not declare any. */
  public final @Nullable List<TensorSpec> inputs;

  /** The outputs, or null if it does not declare any. */
  public final @Nullable List<TensorSpec> outputs;

  public final Map<String, String> metadata = new LinkedHashMap<>();

  /**
   * @param model the model's name, for messages
   * @param text null where there is no extra file
   * @throws ModelLoadException naming the key, what is expected there, and what it says
   */
  public ModelText(String model, @Nullable String text, String method) {
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
    String start = prefix + kind + ".";
    Map<String, Map<String, String>> numbered = takeNumbered(start);
    List<TensorSpec> specs = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (; ; ) {
      String own = start + specs.size() + ".";
      Map<String, String> keys = numbered.remove(String.valueOf(specs.size()));
      if (keys == null) {
        checkNoGap(numbered, start, own);
        return specs.isEmpty() ? null : specs;
      }
      TensorSpec spec = new SpecText(this, own, keys).spec();
      if (!names.add(spec.name())) {
        throw wrong(own + "name", "a name of its own", "'" + spec.name() + "' again");
      }
      specs.add(spec);
    }
  }

  /** Takes the entries whose keys are a number and more after that start, by the number. */
  private Map<String, Map<String, String>> takeNumbered(String start) {
    Map<String, Map<String, String>> numbered = new LinkedHashMap<>();
    for (Iterator<Map.Entry<String, String>> all = entries.entrySet().iterator(); all.hasNext(); ) {
      Map.Entry<String, String> entry = all.next();
      String key = entry.getKey();
      int dot = key.startsWith(start) ? key.indexOf('.', start.length()) : -1;
      if (dot >= 0) {
        String number = key.substring(start.length(), dot);
        Map<String, String> own = numbered.get(number);
        if (own == null) {
          own = new LinkedHashMap<>();
          numbered.put(number, own);
        }
        own.put(key.substring(dot + 1), entry.getValue());
        all.remove();
      }
    }
    return numbered;
  }

  private void checkNoGap(Map<String, Map<String, String>> left, String start, String missing) {
    String key = null;
    for (Map.Entry<String, Map<String, String>> each : left.entrySet()) {
      key = start + each.getKey() + "." + each.getValue().keySet().iterator().next();
      break;
    }
    for (String each : entries.keySet()) {
      key = key == null && each.startsWith(start) ? each : key;
    }
    if (key != null) {
      throw wrong(missing + "name", "a name, as there is " + key, "nothing");
    }
  }

  private ModelLoadException unknown(String key) {
    return wrong(
        key,
        "one of " + VERSION + ", metadata.KEY, input.N.KEY, output.N.KEY, method.NAME...",
        "a key that infer4j does not know");
  }

  /** Refuses dtypes that the runtime does not have. */
  public void check(TensorSpec spec, Set<DType> dtypes) {
    if (spec.dtype() != null && !dtypes.contains(spec.dtype())) {
      throw new ModelLoadException(
          FILE
              + " in "
              + model
              + " declares '"
              + spec.name()
              + "' as "
              + spec.dtype()
              + "; this binding of PyTorch has "
              + dtypes);
    }
  }

  /** For a key that says what it must not. */
  public ModelLoadException wrong(String key, String expected, String got) {
    return new ModelLoadException(
        FILE + " in " + model + ": " + key + ": expected " + expected + ", got " + got);
  }
}
