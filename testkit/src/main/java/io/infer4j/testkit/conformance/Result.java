package io.infer4j.testkit.conformance;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What came of a rule.
 *
 * @param reason why it was skipped or failed
 */
record Result(Rule rule, Outcome outcome, @Nullable String reason) {
  enum Outcome {
    PASSED,
    SKIPPED,
    FAILED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
