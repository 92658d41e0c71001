package io.infer4j.cli;

import io.infer4j.Engine;
import io.infer4j.ModelFormat;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An engine on the class path; {@code unavailable} says why it cannot be used here, if so. What
 * only a started engine can tell, {@code unavailable} and {@code accelerators}, is null for others.
 */
record EngineReport(
    String name,
    String version,
    List<String> formats,
    @Nullable List<String> accelerators,
    List<String> dtypes,
    List<String> capabilities,
    Map<String, String> options,
    @Nullable String unavailable) {

  static EngineReport of(Engine engine) {
    // Asked first: it loads the natives, without which other answers may be guesses.
    String unavailable = engine.unavailable().orElse(null);
    return new EngineReport(
        engine.name(),
        engine.version(),
        engine.formats().stream().map(ModelFormat::name).sorted().toList(),
        engine.accelerators(),
        engine.dtypes().stream().sorted().map(Object::toString).toList(),
        engine.capabilities().stream().map(Enum::name).sorted().toList(),
        engine.options(),
        unavailable);
  }

  /** The same without starting it, which for some takes seconds. */
  static EngineReport notStarted(Engine engine) {
    return new EngineReport(
        engine.name(),
        engine.version(),
        engine.formats().stream().map(ModelFormat::name).sorted().toList(),
        null,
        engine.dtypes().stream().sorted().map(Object::toString).toList(),
        engine.capabilities().stream().map(Enum::name).sorted().toList(),
        engine.options(),
        null);
  }

  /** What they are in a few lines each, with their options if there is room for them. */
  static void print(
      List<EngineReport> engines, List<String> problems, boolean full, PrintWriter out) {
    out.println("engines on the class path" + (engines.isEmpty() ? ": none" : ""));
    for (EngineReport engine : engines) {
      out.println("  " + Visible.of(engine.name + " " + engine.version));
      Table facts = new Table("ll");
      if (engine.unavailable != null) {
        facts.row("cannot be used", engine.unavailable);
      }
      facts.row("formats", String.join(", ", engine.formats));
      if (engine.accelerators == null) {
        facts.row("not started", "it reads other files");
      } else {
        facts.row("accelerators", String.join(", ", engine.accelerators));
      }
      if (full) {
        facts.row("dtypes", String.join(", ", engine.dtypes));
      }
      facts.print(out, "    ");
      if (full && !engine.options.isEmpty()) {
        out.println("    options (--option " + engine.name + ".KEY=VALUE)");
        engine.optionTable().print(out, "      ");
      }
    }
    for (String problem : problems) {
      Table sentence = new Table("ll");
      sentence.row("set aside", problem);
      sentence.print(out, "  ");
    }
  }

  /** A row a key; keys that share a line of help share a row, since there may be dozens. */
  private Table optionTable() {
    Map<String, List<String>> keysByHelp = new LinkedHashMap<>();
    options.forEach(
        (key, help) -> keysByHelp.computeIfAbsent(help, each -> new ArrayList<>()).add(key));
    Table table = new Table("ll");
    keysByHelp.forEach(
        (help, keys) ->
            table.row(
                keys.get(0),
                keys.size() == 1
                    ? help
                    : help + " (and " + (keys.size() - 1) + " more like it: see --json)"));
    return table;
  }
}
