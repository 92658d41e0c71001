package io.infer4j.aarnatives;

import static org.assertj.core.api.Assertions.assertThat;

import io.infer4j.testkit.conformance.EngineConformance;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What the JVM says of the AARs' calls with {@code -Xcheck:jni}, as the conformance suite loads,
 * runs, fails, cancels and closes models.
 */
@ExtendWith(WhereTheRigRuns.class)
class CheckedJniTest {
  /** All but those that start JVMs of their own, which would not be checked. */
  private static final String RULES = "(?!MEM-)";

  private static final String UNCHECKED =
      "WARNING in native method: JNI call made without checking exceptions when required to from ";

  @Test
  void ofPytorchItHasNothingToSay() throws Exception {
    assertThat(warnings(TorchSuite.class)).isEmpty();
  }

  /**
   * The AAR's createInterpreter goes through the Java list of delegates, which is empty unless a
   * delegate was asked for; the only one here is NNAPI's, which rules on placement ask for.
   */
  @Test
  void ofTensorFlowLiteItDislikesHowTheAarReadsTheListOfDelegates() throws Exception {
    assertThat(warnings(TfliteSuite.class))
        .isNotEmpty()
        .allSatisfy(
            warning -> {
              assertThat(warning.get(0))
                  .isIn(
                      UNCHECKED + "CallIntMethodV",
                      UNCHECKED + "CallObjectMethodV",
                      UNCHECKED + "CallLongMethodV");
              assertThat(warning.get(1))
                  .isEqualTo(
                      "\tat org.tensorflow.lite.NativeInterpreterWrapper.createInterpreter(Native"
                          + " Method)");
              assertThat(warning).anyMatch(each -> each.contains(".PlacementRules."));
            });
  }

  /** Each with the stack that follows it. */
  private static List<List<String>> warnings(Class<? extends EngineConformance> suite)
      throws Exception {
    SuiteRun run = SuiteRun.of(suite, RULES, ClassPath.rig(), "-Xcheck:jni");
    assertThat(run.failed()).isEmpty();
    assertThat(run.passed()).hasSizeGreaterThan(150);
    List<List<String>> warnings = new ArrayList<>();
    for (String line : run.lines()) {
      if (line.startsWith("\tat ")) {
        warnings.get(warnings.size() - 1).add(line);
      } else if (!line.matches("(PASSED|FAILED|SKIPPED|conformance) .*")) {
        warnings.add(new ArrayList<>(List.of(line)));
      }
    }
    return warnings;
  }
}
