package io.infer4j.tflite.runtime;

import io.infer4j.LoadOptions;
import io.infer4j.OptimizationLevel;
import io.infer4j.tflite.Runtimes;
import io.infer4j.tflite.TfliteEngine;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@link LoadOptions} in TensorFlow Lite's terms. */
public final class Settings {
  /** Every key of the engine's options, with a line of help. */
  public static final Map<String, String> KEYS = keys();

  /** desktop, android, or empty for whichever is there. */
  public final String binding;

  public final boolean xnnpack;
  public final @Nullable String signature;

  /** Whether a signature runs though it sees nothing of what others do to its state. */
  public final boolean ownsState;

  /** Whether another batch than the file's is taken. */
  public final boolean resizesBatch;

  /** -1 for the runtime's own choice. */
  public final int threads;

  public final boolean lowMemory;
  public final boolean strict;
  public final List<String> accelerators;

  public Settings(LoadOptions options) {
    Map<String, String> own = options.options(TfliteEngine.NAME);
    String named = own.get("binding");
    binding =
        named == null
            ? Runtimes.wanted()
            : choice("binding", named, Runtimes.DESKTOP, Runtimes.ANDROID);
    String wanted = own.get("xnnpack");
    xnnpack =
        wanted == null
            ? options.optimization() != OptimizationLevel.NONE
            : choice("xnnpack", wanted, "true", "false").equals("true");
    signature = own.get("signature");
    ownsState = isChosen(own, "state", "own");
    resizesBatch = isChosen(own, "resize", "batch");
    threads = options.threads() == 0 ? -1 : options.threads();
    lowMemory = options.lowMemory();
    strict = options.strictPlacement();
    accelerators = options.accelerators();
  }

  public static IllegalArgumentException expected(String key, String expected, String value) {
    return new IllegalArgumentException(
        "option "
            + TfliteEngine.NAME
            + "."
            + key
            + ": expected "
            + expected
            + ", got '"
            + value
            + "'");
  }

  private static boolean isChosen(Map<String, String> own, String key, String only) {
    String value = own.get(key);
    if (value != null && !value.equals(only)) {
      throw expected(key, only, value);
    }
    return value != null;
  }

  private static String choice(String key, String value, String first, String second) {
    if (value.equals(first) || value.equals(second)) {
      return value;
    }
    throw expected(key, "one of " + first + ", " + second, value);
  }

  private static Map<String, String> keys() {
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("binding", "desktop or android: which library, where both are on the class path");
    keys.put("xnnpack", "true (default) or false: let XNNPACK run what it can");
    keys.put("signature", "the key of the signature to run, of a model that has several");
    keys.put("state", "own: run a signature that reads what others change, without their changes");
    keys.put("resize", "batch: take any batch, of a file that says 1 and whose operators allow it");
    return Collections.unmodifiableMap(keys);
  }
}
