package io.infer4j.torch;

import io.infer4j.ModelLoadException;
import io.infer4j.RunFailedException;
import io.infer4j.UnsupportedOperatorException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** PyTorch's words as exceptions. */
final class Messages {
  /** Where the C++ stack trace begins, or what else only PyTorch's own developers need. */
  private static final Pattern TRACE =
      Pattern.compile(
          "\\s*(?:Exception raised from |frame #\\d|C\\+\\+ CapturedTraceback:"
              + "|Debug info for handle|\\(no backtrace available\\)"
              + "|'[\\w:.]+' is only available for these backends)");

  /** The line of the interpreter that says what is wrong, after the lines that say where. */
  private static final Pattern ERROR =
      Pattern.compile("(?m)^(?:builtins\\.|torch\\.jit\\.)?(\\w*(?:Error|Exception): )");

  /** What comes before the reason when PyTorch is not prepared for it. */
  private static final Pattern ASSERTION =
      Pattern.compile(".*INTERNAL ASSERT FAILED at .*?please report a bug to PyTorch\\.\\s*");

  private static final Pattern[] MISSING_OPERATOR = {
    Pattern.compile("Unknown builtin op: ([\\w:.]+?)\\.?(?:\\s|$)"),
    Pattern.compile(
        "(?:Could not find|Couldn't find|Unknown) operator:? '?([\\w:.]+?)'?[.,]?(?:\\s|$)"),
    Pattern.compile("Following ops cannot be found: \\{?\\s*([\\w:.]+)"),
    Pattern.compile("Following ops cannot be found\\..*discuss\\.pytorch\\.org/\\{?([\\w:.]+)"),
  };

  private Messages() {}

  /** The runtime's words without what only its own developers need. */
  static String clean(@Nullable String said) {
    if (said == null || said.isEmpty()) {
      return "it gives no reason";
    }
    Matcher trace = TRACE.matcher(said);
    String text = trace.find() ? said.substring(0, trace.start()) : said;
    int from = 0;
    for (Matcher error = ERROR.matcher(text); error.find(); ) {
      boolean plain = error.group(1).equals("RuntimeError: ");
      from = plain ? error.end() : error.start(1);
    }
    String line = text.substring(from).replaceAll("\\s+", " ").trim();
    Matcher assertion = ASSERTION.matcher(line);
    return assertion.lookingAt() && assertion.end() < line.length()
        ? line.substring(assertion.end())
        : line;
  }

  /** For a model that cannot be loaded. */
  static ModelLoadException load(String model, RuntimeException e) {
    String said = clean(e.getMessage());
    String operator = missingOperator(said);
    return operator == null
        ? new ModelLoadException("PyTorch refuses " + model + ": " + said)
        : new UnsupportedOperatorException(
            "PyTorch has no operator " + operator + ", which " + model + " needs: " + said);
  }

  private static @Nullable String missingOperator(String said) {
    for (Pattern pattern : MISSING_OPERATOR) {
      Matcher matcher = pattern.matcher(said);
      if (matcher.find()) {
        return matcher.group(1);
      }
    }
    return null;
  }

  static RunFailedException run(RuntimeException e) {
    return new RunFailedException("PyTorch failed: " + clean(e.getMessage()));
  }
}
