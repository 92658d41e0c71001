package io.infer4j.testkit.conformance;

import io.infer4j.ModelFormat;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A summary for programs: a key on a line, a rule on a line. */
final class SummaryJson {
  private final Summary summary;

  SummaryJson(Summary summary) {
    this.summary = summary;
  }

  String text() {
    String formats =
        summary.engine().formats().stream()
            .map(ModelFormat::name)
            .sorted()
            .map(SummaryJson::quoted)
            .collect(Collectors.joining(", ", "[", "]"));
    String rules =
        summary.results().stream().map(SummaryJson::result).collect(Collectors.joining(",\n"));
    return "{\n"
        + line("title", quoted(summary.title()))
        + line("engine", quoted(summary.engine().name()))
        + line("version", quoted(summary.engine().version()))
        + line("formats", formats)
        + line("java", quoted(System.getProperty("java.version")))
        + line("os", quoted(System.getProperty("os.name") + " " + System.getProperty("os.arch")))
        + line("passed", Long.toString(summary.count(Result.Outcome.PASSED)))
        + line("skipped", Long.toString(summary.count(Result.Outcome.SKIPPED)))
        + line("failed", Long.toString(summary.count(Result.Outcome.FAILED)))
        + "  \"rules\": [\n"
        + rules
        + "\n  ]\n}\n";
  }

  private static String line(String key, String value) {
    return "  " + quoted(key) + ": " + value + ",\n";
  }

  private static String result(Result result) {
    return "    {\"id\": "
        + quoted(result.rule().id())
        + ", \"rule\": "
        + quoted(result.rule().says())
        + ", \"result\": "
        + quoted(result.outcome().toString())
        + (result.reason() == null ? "" : ", \"reason\": " + quoted(result.reason()))
        + "}";
  }

  static String quoted(@Nullable String text) {
    if (text == null) {
      return "null";
    }
    StringBuilder json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c == '\n') {
        json.append("\\n");
      } else if (c < ' ' || Character.isSurrogate(c)) {
        json.append(String.format("\\u%04x", (int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }
}
