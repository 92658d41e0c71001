package io.infer4j;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a model is to be loaded. Immutable: each {@code with...} gives a new object.
 *
 * <pre>{@code
 * LoadOptions.defaults().withThreads(2).withAccelerators("coreml", "cpu");
 * }</pre>
 */
public final class LoadOptions {
  private static final LoadOptions DEFAULTS = new LoadOptions();

  private @Nullable String engine;
  private int threads;
  private List<String> accelerators = Collections.emptyList();
  private boolean strict;
  private OptimizationLevel optimization = OptimizationLevel.ALL;
  private boolean lowMemory;
  private Map<String, Map<String, String>> options = Collections.emptyMap();

  private LoadOptions() {}

  private LoadOptions(LoadOptions other) {
    engine = other.engine;
    threads = other.threads;
    accelerators = other.accelerators;
    strict = other.strict;
    optimization = other.optimization;
    lowMemory = other.lowMemory;
    options = other.options;
  }

  /** Any engine that reads the format, its own number of threads, CPU, all optimisations. */
  public static LoadOptions defaults() {
    return DEFAULTS;
  }

  /** With the engine of this name and no other; stronger than the property infer4j.engine. */
  public LoadOptions withEngine(String name) {
    LoadOptions copy = new LoadOptions(this);
    copy.engine = Objects.requireNonNull(name, "name");
    return copy;
  }

  /**
   * With this many threads within one operator; 0, the default, leaves it to the runtime. More than
   * there are processors make nothing faster; more than the system grants end the process or hang
   * it, as no runtime survives a thread that does not start.
   *
   * @throws IllegalArgumentException if negative, or more than 64 and four times the {@linkplain
   *     Runtime#availableProcessors processors}
   */
  public LoadOptions withThreads(int count) {
    if (count < 0) {
      throw new IllegalArgumentException(
          "threads must be 0 (the runtime's choice) or more, got " + count);
    }
    int processors = Runtime.getRuntime().availableProcessors();
    int most = Math.max(64, 4 * processors);
    if (count > most) {
      throw new IllegalArgumentException(
          "threads must be at most "
              + most
              + " (there are "
              + processors
              + " processors; a runtime whose threads cannot all be started ends the process), got "
              + count);
    }
    LoadOptions copy = new LoadOptions(this);
    copy.threads = count;
    return copy;
  }

  /**
   * With these accelerators, most wanted first, by the names that {@link Engine#accelerators}
   * gives, such as {@code cuda}, {@code coreml}, {@code nnapi}, {@code xnnpack}. The CPU takes what
   * none of them does. One that cannot be used is passed over, logged, and noted in {@link
   * Model#placement}, unless {@link #withStrictPlacement} was said.
   */
  public LoadOptions withAccelerators(String... names) {
    LoadOptions copy = new LoadOptions(this);
    for (String name : names) {
      Objects.requireNonNull(name, "an accelerator's name");
    }
    copy.accelerators = Collections.unmodifiableList(new ArrayList<>(Arrays.asList(names)));
    return copy;
  }

  /**
   * With refusal in place of fallback: each accelerator named must be usable, and the model is
   * refused where the runtime can tell that a part of it would run on the CPU without {@code cpu}
   * being named.
   */
  public LoadOptions withStrictPlacement() {
    LoadOptions copy = new LoadOptions(this);
    copy.strict = true;
    return copy;
  }

  /** With at most this much rewriting of the graph. */
  public LoadOptions withOptimization(OptimizationLevel level) {
    LoadOptions copy = new LoadOptions(this);
    copy.optimization = Objects.requireNonNull(level, "level");
    return copy;
  }

  /**
   * With memory given back after runs rather than kept for the next one, where that is a choice.
   */
  public LoadOptions withLowMemory() {
    LoadOptions copy = new LoadOptions(this);
    copy.lowMemory = true;
    return copy;
  }

  /**
   * With an option that only one engine knows. When another engine is chosen it has no effect, so
   * one set of options serves several: an option for one of infer4j's own engines ({@code
   * onnxruntime}, {@code pytorch}, {@code tflite}) that is not there is logged. An unknown key for
   * the chosen engine and an option for an engine that is neither there nor infer4j's are errors
   * when a model is loaded.
   *
   * @param engineName as {@link Engine#name} gives it
   * @param key one of {@link Engine#options}
   */
  public LoadOptions withOption(String engineName, String key, String value) {
    LoadOptions copy = new LoadOptions(this);
    Map<String, Map<String, String>> all = new LinkedHashMap<>(options);
    Map<String, String> own =
        new LinkedHashMap<>(options(Objects.requireNonNull(engineName, "engineName")));
    own.put(Objects.requireNonNull(key, "key"), Objects.requireNonNull(value, "value"));
    all.put(engineName, Collections.unmodifiableMap(own));
    copy.options = Collections.unmodifiableMap(all);
    return copy;
  }

  /** The engine's name, if one was named. */
  public Optional<String> engine() {
    return Optional.ofNullable(engine);
  }

  /** The number of threads, 0 for the runtime's own choice. */
  public int threads() {
    return threads;
  }

  /** The accelerators, most wanted first; empty for the CPU. */
  public List<String> accelerators() {
    return accelerators;
  }

  /** Whether an accelerator that cannot be used is an error. */
  public boolean strictPlacement() {
    return strict;
  }

  /** How much rewriting of the graph is allowed. */
  public OptimizationLevel optimization() {
    return optimization;
  }

  /** Whether memory is to be given back after runs. */
  public boolean lowMemory() {
    return lowMemory;
  }

  /** The options for the engine of that name, in the order given. */
  public Map<String, String> options(String engineName) {
    Map<String, String> own = options.get(engineName);
    return own == null ? Collections.emptyMap() : own;
  }

  /** The engines for which options were given. */
  Iterable<String> enginesWithOptions() {
    return options.keySet();
  }
}
