package io.infer4j;

import io.infer4j.spi.InferenceEngine;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.LoggerFactory;

/** Refuses options that nobody knows. */
final class OptionCheck {
  /** What has been logged, so that it is said once and not with every model. */
  private static final Set<String> LOGGED = ConcurrentHashMap.newKeySet();

  private OptionCheck() {}

  /**
   * Checks the chosen engine's own options, and that each other engine for which there are some is
   * one that is there, or could be.
   *
   * @throws IllegalArgumentException if not
   */
  static void check(InferenceEngine chosen, LoadOptions options, Collection<String> there) {
    Set<String> known = chosen.options().keySet();
    for (String key : options.options(chosen.name()).keySet()) {
      if (!known.contains(key)) {
        throw new IllegalArgumentException(
            Names.unknown("option of engine " + chosen.name(), key, known));
      }
    }
    for (String name : options.enginesWithOptions()) {
      if (!there.contains(name)) {
        absent(name, there);
      }
    }
  }

  private static void absent(String name, Collection<String> there) {
    if (!OwnEngines.names().contains(name)) {
      Set<String> names = new TreeSet<>(there);
      names.addAll(OwnEngines.names());
      throw new IllegalArgumentException(
          "an option was given for an engine that nobody knows: "
              + Names.unknown("engine", name, names));
    }
    String text = "options for engine '" + name + "' have no effect: no such engine is there";
    if (LOGGED.add(text)) {
      LoggerFactory.getLogger(InferenceEngines.class).warn(text);
    }
  }
}
