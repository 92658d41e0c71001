package io.infer4j.testkit.conformance;

import org.jspecify.annotations.Nullable;

/** A summary for people: what was tried, then a table of the rules by area. */
final class SummaryMarkdown {
  private final Summary summary;

  SummaryMarkdown(Summary summary) {
    this.summary = summary;
  }

  String text() {
    StringBuilder text = new StringBuilder();
    text.append("# Conformance of ").append(summary.title()).append("\n\n");
    text.append("Engine ").append(summary.engine().name());
    text.append(", runtime ").append(summary.engine().version()).append(": ");
    text.append(summary.count(Result.Outcome.PASSED)).append(" rules passed, ");
    text.append(summary.count(Result.Outcome.SKIPPED)).append(" skipped, ");
    text.append(summary.count(Result.Outcome.FAILED)).append(" failed.\n");
    Area area = null;
    for (Result result : summary.results()) {
      if (Area.of(result.rule()) != area) {
        area = Area.of(result.rule());
        text.append("\n## ").append(area.title);
        text.append("\n\n| Id | Rule | Result |\n|---|---|---|\n");
      }
      text.append("| ").append(result.rule().id());
      text.append(" | ").append(cell(result.rule().says()));
      text.append(" | ").append(result.outcome());
      text.append(result.reason() == null ? "" : ": " + cell(result.reason())).append(" |\n");
    }
    return text.toString();
  }

  private static String cell(@Nullable String text) {
    return String.valueOf(text).replace("|", "\\|").replaceAll("\\s+", " ").strip();
  }
}
