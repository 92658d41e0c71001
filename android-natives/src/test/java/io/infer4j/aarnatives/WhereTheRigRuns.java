package io.infer4j.aarnatives;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips tests where the build has said why it could not make the rig, and only there. */
final class WhereTheRigRuns implements ExecutionCondition {
  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    Path reason = Path.of(System.getenv("INFER4J_RIG"), "skipped.txt");
    try {
      return Files.exists(reason)
          ? ConditionEvaluationResult.disabled(Files.readString(reason))
          : ConditionEvaluationResult.enabled("the rig was built");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
