package io.infer4j.torch.runtime;

import io.infer4j.ModelLoadException;
import io.infer4j.RunFailedException;
import io.infer4j.UnsupportedOperatorException;
import io.infer4j.torch.script.ExportedWrong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * PyTorch's words as exceptions. They hold text of the model's, of any length, so that what is done
 * with them takes time in proportion to it.
 */
public final class Messages {
  /** What is quoted of one message at most: a model's own text may be megabytes. */
  private static final int LONGEST = 2000;

  /** Where the C++ stack trace begins, or what else only PyTorch's own developers need. */
  private static final Pattern TRACE =
      Pattern.compile(
          "Exception raised from |frame #\\d|C\\+\\+ CapturedTraceback:"
              + "|Debug info for handle|\\(no backtrace available\\)"
              + "|'[\\w:.]+' is only available for these backends");

  /** The line of the interpreter that says what is wrong, after the lines that say where. */
  private static final Pattern ERROR =
      Pattern.compile("(?m)^(?:builtins\\.|torch\\.jit\\.)?(\\w*(?:Error|Exception): )");

  private static final Pattern BLANKS = Pattern.compile("\\s+");

  /** What comes before the reason when PyTorch is not prepared for it. */
  private static final String ASSERTION = "INTERNAL ASSERT FAILED at ";

  private static final String ASSERTION_END = "please report a bug to PyTorch.";

  private Messages() {}

  /** The runtime's words without what only its own developers need. */
  public static String clean(@Nullable String said) {
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
    String line = withoutAssertion(BLANKS.matcher(text.substring(from)).replaceAll(" ").trim());
    return line.length() <= LONGEST
        ? line
        : line.substring(0, LONGEST) + "... (" + line.length() + " characters)";
  }

  private static String withoutAssertion(String line) {
    int failed = line.indexOf(ASSERTION);
    int end = failed < 0 ? -1 : line.indexOf(ASSERTION_END, failed);
    String reason = end < 0 ? "" : line.substring(end + ASSERTION_END.length()).trim();
    return reason.isEmpty() ? line : reason;
  }

  /** For a model that cannot be loaded. */
  public static ModelLoadException load(String model, RuntimeException e) {
    String said = clean(e.getMessage());
    String operator = MissingOperator.in(said);
    if (operator != null) {
      String advice = MissingOperator.advice(operator);
      return new UnsupportedOperatorException(
          "PyTorch has no operator "
              + operator
              + ", which "
              + model
              + " needs"
              + (advice == null ? "" : "; " + advice)
              + ": "
              + said);
    }
    String wrong = ExportedWrong.in(said);
    return new ModelLoadException(
        wrong == null
            ? "PyTorch refuses " + model + ": " + said
            : "PyTorch cannot load " + model + ", as " + wrong + ": " + said);
  }

  public static RunFailedException run(RuntimeException e) {
    String said = clean(e.getMessage());
    String wrong = ExportedWrong.in(said);
    return new RunFailedException(
        wrong == null
            ? "PyTorch failed: " + said
            : "PyTorch cannot run the model, as " + wrong + ": " + said);
  }
}
