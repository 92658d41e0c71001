package io.infer4j.cli;

import io.infer4j.Model;
import io.infer4j.bundle.BundleVariant;
import io.infer4j.bundle.ModelBundle;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A bundle as its description has it; from {@code engine} on null where no variant can be run. */
record BundleReport(
    String name,
    List<SpecReport> inputs,
    List<SpecReport> outputs,
    List<String> labels,
    Map<String, String> metadata,
    @Nullable String preprocessing,
    List<Variant> variants,
    @Nullable String engine,
    @Nullable String engineVersion,
    ModelReport.@Nullable PlacementReport placement) {

  /** A file of it. */
  record Variant(
      String variant,
      String format,
      String file,
      @Nullable String tolerance,
      @Nullable String accuracy) {
    private static Variant of(BundleVariant variant) {
      return new Variant(
          variant.name(),
          variant.format(),
          variant.file(),
          variant.tolerance().map(each -> CheckReport.shortened(each.toString())).orElse(null),
          variant.accuracy().orElse(null));
    }
  }

  static BundleReport of(ModelBundle bundle, @Nullable Model model) {
    return new BundleReport(
        bundle.name(),
        SpecReport.of(bundle.inputs()),
        SpecReport.of(bundle.outputs()),
        bundle.labels(),
        bundle.metadata(),
        bundle.preprocessing().map(Object::toString).orElse(null),
        bundle.variants().stream().map(Variant::of).toList(),
        model == null ? null : model.engine().name(),
        model == null ? null : model.engine().version(),
        model == null ? null : ModelReport.PlacementReport.of(model.placement()));
  }

  void print(PrintWriter out) {
    Table facts = new Table("ll");
    facts.row("bundle", name);
    if (engine != null) {
      facts.row("engine", engine + " " + engineVersion);
    }
    if (placement != null) {
      facts.row("placement", String.join(", ", placement.used()));
      placement.notes().forEach(note -> facts.row("", note));
    }
    if (!labels.isEmpty()) {
      facts.row("labels", Visible.shortened(String.join(", ", labels)));
    }
    if (preprocessing != null) {
      facts.row("preprocessing", preprocessing);
    }
    metadata.forEach((key, value) -> facts.row("metadata", key + " = " + Visible.shortened(value)));
    facts.print(out, "");
    print("inputs", inputs, out);
    print("outputs", outputs, out);
    out.println("variants");
    Table table = new Table("lllll");
    for (Variant each : variants) {
      table.row(each.variant, each.format, each.file, text(each.tolerance), text(each.accuracy));
    }
    table.print(out, "  ");
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static void print(String title, List<SpecReport> specs, PrintWriter out) {
    out.println(title);
    Table table = new Table("ll");
    specs.forEach(spec -> table.row(spec.name(), spec.text()));
    table.print(out, "  ");
  }
}
