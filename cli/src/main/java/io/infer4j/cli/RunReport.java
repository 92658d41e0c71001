package io.infer4j.cli;

import io.infer4j.Tensor;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What {@code run} says; {@code latency} is null without {@code --repeat}. */
record RunReport(
    String model,
    String engine,
    String engineVersion,
    ModelReport.PlacementReport placement,
    List<Input> inputs,
    List<TensorReport> outputs,
    @Nullable Latency latency)
    implements Report {

  /** An input; {@code source} is the file it was read from, or {@code random}. */
  record Input(String name, String dtype, List<Long> shape, String source) {
    static Input of(String name, Tensor tensor, String source) {
      List<Long> shape = TensorReport.dims(tensor.shape());
      return new Input(name, tensor.dtype().toString(), shape, source);
    }
  }

  @Override
  public void print(PrintWriter out) {
    out.println(
        Visible.of(model)
            + " on "
            + engine
            + " "
            + engineVersion
            + " ("
            + String.join(", ", placement.used())
            + ")");
    for (String note : placement.notes()) {
      out.println("  " + Visible.of(note));
    }
    out.println("inputs" + (inputs.isEmpty() ? ": none" : ""));
    Table given = new Table("lll");
    inputs.forEach(each -> given.row(each.name, each.dtype + each.shape, each.source));
    given.print(out, "  ");
    out.println("outputs" + (outputs.isEmpty() ? ": none" : ""));
    for (TensorReport output : outputs) {
      print(output, out);
    }
    if (latency != null) {
      print(latency, out);
    }
  }

  private static void print(TensorReport output, PrintWriter out) {
    out.println("  " + Visible.of(output.name()) + "  " + output.type());
    Table facts = new Table("ll");
    if (output.mean() != null) {
      facts.row(
          "range",
          "min "
              + output.min()
              + "  max "
              + output.max()
              + "  mean "
              + (float) (double) output.mean());
    }
    if (output.nan() > 0) {
      facts.row("NaN", output.nan() + " elements");
    }
    long elements = output.shape().stream().reduce(1L, (a, b) -> a * b);
    String first =
        output.first().stream()
            .map(
                value ->
                    value instanceof String text
                        ? '"' + Visible.shortened(text) + '"'
                        : value.toString())
            .collect(Collectors.joining(", "));
    String more = output.first().size() < elements ? ", ..." : "";
    facts.row("values", elements == 0 ? "none" : first + more);
    if (output.file() != null) {
      facts.row("file", output.file());
    }
    facts.print(out, "    ");
  }

  private static void print(Latency latency, PrintWriter out) {
    out.println(
        "latency of "
            + latency.runs()
            + " runs through an IoBinding, after "
            + latency.warmUpRuns()
            + " to warm up");
    Table figures = new Table("ll");
    figures.row("p50", Figures.percentile(latency.p50Micros(), 50));
    figures.row("p90", Figures.percentile(latency.p90Micros(), 90));
    figures.row("p95", Figures.percentile(latency.p95Micros(), 95));
    figures.row("p99", Figures.percentile(latency.p99Micros(), 99));
    figures.row("max", Figures.time(latency.maxMicros()));
    figures.row("mean", Figures.time(latency.meanMicros()));
    figures.row("throughput", Figures.format("%,.1f runs/s", latency.runsPerSecond()));
    figures.print(out, "  ");
  }
}
