package io.infer4j.cli;

import io.infer4j.Model;
import io.infer4j.ModelSource;
import io.infer4j.Placement;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A model file. From {@code engine} on all is null where no engine could load it; {@code format} is
 * null where nobody here knows it.
 */
record ModelReport(
    String file,
    @Nullable String format,
    long sizeBytes,
    String sha256,
    @Nullable String engine,
    @Nullable String engineVersion,
    @Nullable List<SpecReport> inputs,
    @Nullable List<SpecReport> outputs,
    @Nullable Map<String, String> metadata,
    @Nullable PlacementReport placement) {

  /** Where a model runs: accelerators asked for, accelerators in use, and why they differ. */
  record PlacementReport(List<String> requested, List<String> used, List<String> notes) {
    static PlacementReport of(Placement placement) {
      List<String> notes = new ArrayList<>(placement.warnings());
      notes.addAll(placement.notes());
      return new PlacementReport(placement.requested(), placement.used(), notes);
    }
  }

  static ModelReport of(ModelSource source, @Nullable String format, @Nullable Model model) {
    return new ModelReport(
        source.name(),
        format,
        source.size(),
        source.sha256(),
        model == null ? null : model.engine().name(),
        model == null ? null : model.engine().version(),
        model == null ? null : SpecReport.of(model.inputs()),
        model == null ? null : SpecReport.of(model.outputs()),
        model == null ? null : model.metadata(),
        model == null ? null : PlacementReport.of(model.placement()));
  }

  void print(PrintWriter out) {
    Table facts = new Table("ll");
    facts.row("file", file);
    facts.row("format", format == null ? "unknown" : format);
    facts.row("size", String.format(Locale.ROOT, "%,d bytes", sizeBytes));
    facts.row("sha-256", sha256);
    if (engine != null) {
      facts.row("engine", engine + " " + engineVersion);
    }
    if (placement != null) {
      facts.row("placement", String.join(", ", placement.used));
      placement.notes.forEach(note -> facts.row("", note));
    }
    facts.print(out, "");
    print("inputs", "none", inputs, out);
    print("outputs", SpecReport.UNKNOWN, outputs, out);
    if (metadata != null) {
      out.println("metadata" + (metadata.isEmpty() ? ": none" : ""));
      Table entries = new Table("ll");
      metadata.forEach(
          (key, value) -> entries.row(Visible.shortened(key), Visible.shortened(value)));
      entries.print(out, "  ");
    }
  }

  private static void print(
      String title, String ifNone, @Nullable List<SpecReport> specs, PrintWriter out) {
    if (specs == null) {
      return;
    }
    out.println(title + (specs.isEmpty() ? ": " + ifNone : ""));
    Table table = new Table("ll");
    specs.forEach(spec -> table.row(spec.name(), spec.text()));
    table.print(out, "  ");
  }
}
