package io.infer4j.torch.runtime;

import io.infer4j.LoadOptions;
import io.infer4j.OptimizationLevel;
import io.infer4j.torch.Runtimes;
import io.infer4j.torch.TorchEngine;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@link LoadOptions} in PyTorch's terms. */
public final class Settings {
  /** Every key of the engine's options, with a line of help. */
  public static final Map<String, String> KEYS = keys();

  private static final String[] ENGINES = {"qnnpack", "x86", "fbgemm", "onednn"};

  /** desktop, android, or empty for whichever is there. */
  public final String binding;

  /** The method to run. */
  public final String method;

  public final boolean freeze;

  /** Native libraries of operators. */
  public final List<Path> libraries;

  /** Names of what is in the lists and dicts that the method takes; null where not stated. */
  public final @Nullable List<String> inputs;

  /** The engine of quantised operators, null for the first that will do. */
  public final @Nullable String qengine;

  /** 0 for the runtime's own choice. */
  public final int threads;

  public final boolean strict;
  public final List<String> accelerators;

  /**
   * @param preset the binding where the options name none
   */
  public Settings(LoadOptions options, String preset) {
    Map<String, String> own = options.options(TorchEngine.NAME);
    String named = own.get("binding");
    binding = named == null ? preset : choice("binding", named, Runtimes.DESKTOP, Runtimes.ANDROID);
    String wanted = own.get("freeze");
    freeze =
        wanted == null
            ? options.optimization() != OptimizationLevel.NONE
            : choice("freeze", wanted, "true", "false").equals("true");
    String quantised = own.get("qengine");
    qengine = quantised == null ? null : choice("qengine", quantised, ENGINES);
    String selected = own.get("method");
    method = selected == null ? "forward" : selected;
    String files = own.get("libraries");
    libraries = files == null ? Collections.emptyList() : OperatorLibraries.parse(files);
    String parts = own.get("inputs");
    inputs =
        parts == null
            ? null
            : parts.isEmpty() ? Collections.emptyList() : Arrays.asList(parts.split(",", -1));
    threads = options.threads();
    strict = options.strictPlacement();
    accelerators = options.accelerators();
  }

  private static String choice(String key, String value, String... choices) {
    if (Arrays.asList(choices).contains(value)) {
      return value;
    }
    throw new IllegalArgumentException(
        "option "
            + TorchEngine.NAME
            + "."
            + key
            + ": expected one of "
            + String.join(", ", choices)
            + ", got '"
            + value
            + "'");
  }

  private static Map<String, String> keys() {
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("binding", "desktop or android: which library, where both are on the class path");
    keys.put("method", "the method to run (default forward)");
    keys.put(
        "freeze",
        "true (default) or false: when loading, fold weights into the graph and warm it up");
    keys.put(
        "inputs",
        "images.0,images.1,state.KEY: what is in the lists and dicts of tensors that the model"
            + " takes");
    keys.put(
        "libraries",
        "native libraries of operators to load, with the platform's path separator between them");
    keys.put(
        "qengine",
        "qnnpack, x86, fbgemm or onednn: the engine of quantised operators; default: the first that"
            + " takes the model");
    return Collections.unmodifiableMap(keys);
  }
}
