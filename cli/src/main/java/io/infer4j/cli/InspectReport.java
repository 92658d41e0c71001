package io.infer4j.cli;

import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code inspect} says; {@code model} is null where no file was named. */
record InspectReport(
    @Nullable ModelReport model,
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
    EngineReport.print(engines, problems, model == null, out);
  }
}
