package io.infer4j.cli;

import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code demo} says. */
record DemoReport(
    int testImages,
    List<Result> results,
    List<Unavailable> unavailable,
    List<String> problems,
    String java,
    String os)
    implements Report {

  /** One engine on one model file; {@code error} says why there are no scores, or is null. */
  record Result(
      String engine,
      String engineVersion,
      String model,
      String format,
      long sizeBytes,
      @Nullable Scores scores,
      @Nullable Long coldStartMillis,
      @Nullable String coldStartError,
      @Nullable Latency latency,
      @Nullable String error) {}

  /**
   * How the scores of all test images compare: with the labels, and with the reference outputs from
   * PyTorch.
   */
  record Scores(double accuracy, double agreement, double maxAbsDifference) {}

  /** An engine that cannot be used here or that no model file is for, and why. */
  record Unavailable(String engine, String reason) {}

  @Override
  public void print(PrintWriter out) {
    out.println(
        testImages + " handwritten digits, none of them seen in training; " + java + ", " + os);
    if (!results.isEmpty()) {
      printResults(out);
    }
    printNotes(out);
  }

  private void printResults(PrintWriter out) {
    out.println();
    Table table = new Table("lllrrrrrrr");
    table.row(
        "engine",
        "version",
        "model",
        "size",
        "accuracy",
        "agrees",
        "max diff",
        "cold start",
        "p50",
        "p99");
    for (Result result : results) {
      if (result.scores == null || result.latency == null) {
        table.row(result.engine, result.engineVersion, result.model, "failed: " + result.error);
        continue;
      }
      table.row(
          result.engine,
          result.engineVersion,
          result.model,
          Figures.bytes(result.sizeBytes),
          Figures.percent(result.scores.accuracy),
          Figures.percent(result.scores.agreement),
          Figures.format("%.1e", result.scores.maxAbsDifference),
          result.coldStartMillis == null ? "n/a" : result.coldStartMillis + " ms",
          result.latency.p50Micros() == null ? "n/a" : Figures.time(result.latency.p50Micros()),
          result.latency.p99Micros() == null ? "n/a" : Figures.time(result.latency.p99Micros()));
    }
    table.print(out, "");
    out.println(
        """

        accuracy    the digit with the highest score is the one that was written
        agrees      that digit is also PyTorch's, which made the reference outputs
        max diff    the largest difference between a score and PyTorch's (scores are 0 to 1)
        cold start  from the start of a new JVM to its first scores, natives unpacked, files cached
        p50, p99    one image through an IoBinding on one thread: write pixels, run, read scores\
        """);
  }

  private void printNotes(PrintWriter out) {
    Table notes = new Table("ll");
    unavailable.forEach(each -> notes.row(each.engine, each.reason));
    problems.forEach(problem -> notes.row("set aside", problem));
    for (Result result : results) {
      if (result.coldStartError != null) {
        notes.row(result.engine, result.coldStartError);
      }
    }
    if (!notes.isEmpty()) {
      out.println();
      notes.print(out, "");
    }
  }
}
