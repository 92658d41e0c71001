package io.infer4j;

import io.infer4j.spi.InferenceEngine;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Chooses one of the engines found, or says why none will do. */
final class EngineChoice {
  private static final String ENGINE_PROPERTY = "infer4j.engine";

  private final InferenceEngines found;
  private final ModelSource source;
  private final ModelFormat format;

  /** A sentence for each engine that was passed over. */
  final List<String> passedOver = new ArrayList<>();

  EngineChoice(InferenceEngines found, ModelSource source, ModelFormat format) {
    this.found = found;
    this.source = source;
    this.format = format;
  }

  InferenceEngine of(LoadOptions options) {
    String property = System.getProperty(ENGINE_PROPERTY, "");
    String wanted = options.engine().orElse(property.isEmpty() ? null : property);
    if (wanted != null) {
      return byName(wanted);
    }
    Map<String, String> unavailable = new LinkedHashMap<>();
    for (InferenceEngine engine : found.engines.values()) {
      if (!engine.formats().contains(format)) {
        continue;
      }
      String reason = new Engine(engine).unavailable().orElse(null);
      if (reason == null) {
        for (Map.Entry<String, String> each : unavailable.entrySet()) {
          passedOver.add("engine " + each.getKey() + " was passed over: " + each.getValue());
        }
        return engine;
      }
      unavailable.put(engine.name(), reason);
    }
    if (!unavailable.isEmpty()) {
      throw unavailable(unavailable);
    }
    throw new EngineNotFoundException(
        "no engine on the class path reads "
            + source.name()
            + ", whose format is "
            + format
            + add()
            + "; "
            + present());
  }

  private InferenceEngine byName(String wanted) {
    InferenceEngine engine = found.engines.get(wanted);
    if (engine == null) {
      String duplicate = found.duplicates.get(wanted);
      throw new EngineNotFoundException(
          duplicate != null
              ? duplicate
              : Names.unknown("engine", wanted, found.engines.keySet())
                  + (isRead() ? "" : add())
                  + setAside());
    }
    if (!engine.formats().contains(format)) {
      throw new EngineNotFoundException(
          "engine "
              + wanted
              + " does not read "
              + source.name()
              + ", whose format is "
              + format
              + "; it reads "
              + Engine.formats(engine)
              + "; "
              + present());
    }
    String reason = new Engine(engine).unavailable().orElse(null);
    if (reason != null) {
      throw unavailable(Collections.singletonMap(wanted, reason));
    }
    return engine;
  }

  private static EngineUnavailableException unavailable(Map<String, String> reasons) {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, String> each : reasons.entrySet()) {
      text.append(text.length() == 0 ? "" : "; ");
      text.append("engine ").append(each.getKey()).append(" cannot be used here: ");
      text.append(each.getValue());
    }
    return new EngineUnavailableException(text.toString());
  }

  private String add() {
    return OwnEngines.add(format, found.problems());
  }

  private String present() {
    List<String> all = new ArrayList<>();
    for (InferenceEngine engine : found.engines.values()) {
      all.add(engine.name() + " (" + Engine.formats(engine) + ")");
    }
    String text = all.isEmpty() ? "no engine is there" : "there are " + String.join(", ", all);
    return text + setAside();
  }

  private String setAside() {
    List<String> all = found.problems();
    return all.isEmpty() ? "" : "; set aside: " + String.join("; ", all);
  }

  private boolean isRead() {
    for (InferenceEngine engine : found.engines.values()) {
      if (engine.formats().contains(format)) {
        return true;
      }
    }
    return false;
  }
}
