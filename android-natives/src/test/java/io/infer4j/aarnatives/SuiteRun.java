package io.infer4j.aarnatives;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.infer4j.testkit.ChildJvm;
import io.infer4j.testkit.conformance.EngineConformance;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** The conformance suite in a JVM of its own. */
final class SuiteRun {
  private static final String SUITE = "io.infer4j.aarnatives.suite";
  private static final String RULES = "io.infer4j.aarnatives.rules";
  private static final String PASSED = "PASSED ";
  private static final String FAILED = "FAILED ";

  private final List<String> lines;

  private SuiteRun(List<String> lines) {
    this.lines = lines;
  }

  /**
   * Starts the JVM and waits for it.
   *
   * @param rules a regular expression for the beginning of the ids
   */
  static SuiteRun of(
      Class<? extends EngineConformance> suite, String rules, String classPath, String jvmArgument)
      throws Exception {
    return new SuiteRun(
        ChildJvm.start(
                classPath,
                SuiteRun.class,
                "-D" + SUITE + "=" + suite.getName(),
                "-D" + RULES + "=" + rules,
                jvmArgument)
            .out()
            .lines()
            .toList());
  }

  /** What the JVM has written to standard output. */
  List<String> lines() {
    return lines;
  }

  /** The ids of the rules that passed. */
  List<String> passed() {
    return ids(PASSED);
  }

  /** The ids of the rules that failed. */
  List<String> failed() {
    return ids(FAILED);
  }

  private List<String> ids(String outcome) {
    return lines.stream()
        .filter(each -> each.startsWith(outcome))
        .map(each -> each.substring(outcome.length()).replaceAll(" .*", ""))
        .sorted()
        .toList();
  }

  /** In the other JVM. */
  public static void main(String[] args) {
    Pattern rules = Pattern.compile(System.getProperty(RULES));
    PostDiscoveryFilter filter =
        each ->
            FilterResult.includedIf(
                !each.isTest() || rules.matcher(each.getDisplayName()).lookingAt());
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectClass(System.getProperty(SUITE)))
            .filters(filter)
            .build();
    LauncherFactory.create()
        .execute(
            request,
            new TestExecutionListener() {
              @Override
              public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                switch (result.getStatus()) {
                  case SUCCESSFUL -> print(PASSED, test);
                  case FAILED -> print(FAILED, test);
                  case ABORTED -> {}
                }
              }

              private void print(String outcome, TestIdentifier test) {
                if (test.isTest()) {
                  System.out.println(outcome + test.getDisplayName());
                }
              }
            });
    System.exit(0);
  }
}
