package io.infer4j.cli;

import io.infer4j.Engine;
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

  /** The first lines, before any engine has run. */
  static void printTitle(int testImages, String java, String os, PrintWriter out) {
    out.println(
        testImages + " handwritten digits, none of them seen in training; " + java + ", " + os);
    out.println();
    out.flush();
  }

  /**
   * An empty table of results, whose rows can be printed one after the other.
   *
   * @param models the files that there will be rows of
   */
  static Table table(List<Engine> engines, List<String> models) {
    Table table = new Table("lllrrrrrrr").atLeast("", "", "", "84.2 kB", "", "100 %", "1.0e-07");
    table.atLeast("", "", "", "", "", "", "", "1,000 ms", "12.3 us", "12.3 us");
    engines.forEach(engine -> table.atLeast(engine.name(), engine.version()));
    models.forEach(model -> table.atLeast("", "", model));
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
    return table;
  }

  static void addTo(Table table, Result result) {
    if (result.scores == null || result.latency == null) {
      table.row(result.engine, result.engineVersion, result.model, "failed: " + result.error);
      return;
    }
    table.row(
        result.engine,
        result.engineVersion,
        result.model,
        Figures.bytes(result.sizeBytes),
        Figures.percent(result.scores.accuracy),
        Figures.percent(result.scores.agreement),
        Figures.format("%.1e", result.scores.maxAbsDifference),
        result.coldStartMillis == null ? "n/a" : Figures.format("%,d ms", result.coldStartMillis),
        result.latency.p50Micros() == null ? "n/a" : Figures.time(result.latency.p50Micros()),
        result.latency.p99Micros() == null ? "n/a" : Figures.time(result.latency.p99Micros()));
  }

  /** What comes after the table, which was printed as its rows came. */
  @Override
  public void print(PrintWriter out) {
    if (!results.isEmpty()) {
      out.println(
          """

          accuracy    the digit with the highest score is the one that was written
          agrees      that digit is also PyTorch's, which made the reference outputs
          max diff    the largest difference between a score and PyTorch's (scores are 0 to 1)
          cold start  from the start of a new JVM to its first scores, natives unpacked, files cached
          p50, p99    one image through an IoBinding on one thread: write pixels, run, read scores\
          """);
    }
    printNotes(out);
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
