package io.infer4j.cli;

import io.infer4j.Engine;
import io.infer4j.InferenceEngines;
import io.infer4j.LoadOptions;
import io.infer4j.Model;
import io.infer4j.ModelSource;
import io.infer4j.OptimizationLevel;
import io.infer4j.bundle.ModelBundle;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a model is to be loaded, as options of a command. */
final class LoadArguments {
  /** What runtimes call things that are options of the command, the same for all engines. */
  private static final Map<String, String> OWN_OPTIONS =
      Map.of(
          "intra_op_threads", "--threads N",
          "intra_op_num_threads", "--threads N",
          "num_threads", "--threads N",
          "threads", "--threads N",
          "graph_optimization_level", "--optimization LEVEL",
          "optimization", "--optimization LEVEL",
          "accelerator", "--accelerator NAME",
          "execution_provider", "--accelerator NAME",
          "providers", "--accelerator NAME");

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      description = "Use this engine and no other (default: the first that reads the file).")
  private @Nullable String engine;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "0",
      description = "Threads within one operator (default: the engine's choice).")
  private int threads;

  @Option(
      names = "--accelerator",
      paramLabel = "NAME",
      split = ",",
      description = "Prefer this accelerator; repeat for the next best. 'inspect' lists them.")
  private List<String> accelerators = List.of();

  @Option(names = "--strict", description = "Fail rather than run on a lesser accelerator.")
  private boolean strict;

  @Option(
      names = "--option",
      paramLabel = "ENGINE.KEY=VALUE",
      description = "An option of one engine; repeat for more. 'inspect' lists them.")
  private List<String> options = List.of();

  @Option(
      names = "--optimization",
      paramLabel = "LEVEL",
      description = "How far the graph may be rewritten: ${COMPLETION-CANDIDATES} (default: all).")
  private @Nullable OptimizationLevel optimization;

  @Option(names = "--low-memory", description = "Give memory back after each run.")
  private boolean lowMemory;

  Model load(InferenceEngines engines, ModelSource source) {
    try {
      return engines.load(source, toOptions());
    } catch (IllegalArgumentException e) {
      // An option that the engine does not know, or a value that it does not take.
      throw new WrongUseException(e);
    }
  }

  /** Loads that variant of a bundle, or the first that an engine here can run. */
  Model load(ModelBundle bundle, @Nullable String variant) {
    try {
      return variant == null ? bundle.load(toOptions()) : bundle.load(variant, toOptions());
    } catch (IllegalArgumentException e) {
      throw new WrongUseException(e);
    }
  }

  /** As asked for; 0 for the engine's choice. */
  int threads() {
    return threads;
  }

  /**
   * The same for whatever is loaded.
   *
   * @throws IllegalArgumentException if an argument is out of range
   */
  LoadOptions toOptions() {
    LoadOptions result =
        LoadOptions.defaults()
            .withThreads(threads)
            .withAccelerators(accelerators.toArray(new String[0]));
    if (engine != null) {
      result = result.withEngine(engine);
    }
    if (strict) {
      result = result.withStrictPlacement();
    }
    if (optimization != null) {
      result = result.withOptimization(optimization);
    }
    if (lowMemory) {
      result = result.withLowMemory();
    }
    for (String option : options) {
      result = withOption(result, option);
    }
    return result;
  }

  private static LoadOptions withOption(LoadOptions options, String option) {
    int equals = option.indexOf('=');
    int dot = option.indexOf('.');
    if (dot <= 0 || equals <= dot + 1) {
      throw new IllegalArgumentException(
          "--option takes ENGINE.KEY=VALUE, got '" + option + "'; 'infer4j inspect' lists keys");
    }
    String engine = option.substring(0, dot);
    String key = option.substring(dot + 1, equals);
    List<Engine> engines = InferenceEngines.discover().engines();
    List<String> names = engines.stream().map(Engine::name).toList();
    if (!names.contains(engine)) {
      throw new IllegalArgumentException(
          "--option '"
              + option
              + "': there is no engine '"
              + engine
              + "' here, there are "
              + names);
    }
    String own = OWN_OPTIONS.get(key);
    boolean known = engines.get(names.indexOf(engine)).options().containsKey(key);
    if (own != null && !known) {
      throw new IllegalArgumentException(
          "--option '" + option + "': for every engine that is " + own + " here");
    }
    return options.withOption(engine, key, option.substring(equals + 1));
  }
}
