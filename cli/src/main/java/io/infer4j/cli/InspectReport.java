package io.infer4j.cli;

import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code inspect} says; {@code model} and {@code bundle} are null unless the file was one. */
record InspectReport(
    @Nullable ModelReport model,
    @Nullable BundleReport bundle,
    List<EngineReport> engines,
    List<String> problems,
    @Nullable String error)
    implements Report {

  @Override
  public void print(PrintWriter out) {
    if (model != null) {
      model.print(out);
      out.println();
    }
    if (bundle != null) {
      bundle.print(out);
      out.println();
    }
    EngineReport.print(engines, problems, model == null && bundle == null, out);
  }
}
