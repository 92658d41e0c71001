package io.infer4j.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code bundle init} and {@code bundle add} say: the new variants, and how all is known. */
record BuiltReport(
    String bundle,
    String reference,
    @Nullable String comparedOn,
    List<SpecReport> inputs,
    List<SpecReport> outputs,
    List<Built> variants)
    implements Report {

  /** A new variant. */
  record Built(
      String variant,
      String file,
      String format,
      @Nullable String engine,
      List<String> findings,
      @Nullable Double maxDifference,
      @Nullable String tolerance) {

    static Built of(CheckReport.Row row, @Nullable String tolerance, List<String> found) {
      List<String> findings = new ArrayList<>(found);
      if (row.note() != null) {
        findings.add(row.note());
      }
      return new Built(
          row.variant(),
          row.file(),
          row.format(),
          row.engine(),
          findings,
          row.maxDifference(),
          tolerance == null ? null : CheckReport.shortened(tolerance));
    }
  }

  @Override
  public void print(PrintWriter out) {
    out.println(Visible.of(bundle));
    print("inputs", inputs, out);
    print("outputs", outputs, out);
    for (Built each : variants) {
      out.println(
          "variant " + each.variant + " (" + Visible.of(each.file) + ", " + each.engine + ")");
      Table facts = new Table("l");
      each.findings.forEach(facts::row);
      if (each.maxDifference != null) {
        facts.row(
            "outputs: the same as "
                + reference
                + "'s up to "
                + CheckReport.difference(each.maxDifference)
                + " on "
                + comparedOn
                + "; tolerance "
                + each.tolerance);
      }
      facts.print(out, "  ");
    }
  }

  private static void print(String title, List<SpecReport> specs, PrintWriter out) {
    out.println(title);
    Table table = new Table("ll");
    specs.forEach(spec -> table.row(spec.name(), spec.text()));
    table.print(out, "  ");
  }
}
