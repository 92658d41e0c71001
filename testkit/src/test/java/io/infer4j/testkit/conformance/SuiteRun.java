package io.infer4j.testkit.conformance;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import io.infer4j.testkit.conformance.Result.Outcome;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** A run of the suite by JUnit, as a backend's build would do it, and what came of each rule. */
final class SuiteRun implements TestExecutionListener {
  private final Map<String, Outcome> outcomes = new TreeMap<>();
  private final Map<String, String> messages = new TreeMap<>();

  private SuiteRun() {}

  /** Runs these rules, or all where none is named. */
  static SuiteRun of(Class<? extends EngineConformance> suite, String... ids) {
    List<DiscoverySelector> selectors = new ArrayList<>();
    for (String id : ids) {
      selectors.add(selectMethod(suite, method(id)));
    }
    if (ids.length == 0) {
      selectors.add(selectClass(suite));
    }
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request().selectors(selectors).build();
    SuiteRun run = new SuiteRun();
    LauncherFactory.create().execute(request, run);
    return run;
  }

  private static Method method(String id) {
    for (Method method : EngineConformance.class.getMethods()) {
      Rule rule = method.getAnnotation(Rule.class);
      if (rule != null && rule.id().equals(id)) {
        return method;
      }
    }
    throw new IllegalArgumentException("there is no rule " + id);
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (test.getSource().orElse(null) instanceof MethodSource source) {
      String id = source.getJavaMethod().getAnnotation(Rule.class).id();
      outcomes.put(
          id,
          switch (result.getStatus()) {
            case SUCCESSFUL -> Outcome.PASSED;
            case ABORTED -> Outcome.SKIPPED;
            case FAILED -> Outcome.FAILED;
          });
      result.getThrowable().ifPresent(e -> messages.put(id, String.valueOf(e.getMessage())));
    } else if (result.getStatus() == TestExecutionResult.Status.FAILED) {
      throw new AssertionError("the suite did not run", result.getThrowable().orElse(null));
    }
  }

  Outcome outcome(String id) {
    return outcomes.get(id);
  }

  /** Why a rule failed or was skipped. */
  String message(String id) {
    return messages.get(id);
  }

  /** The ids of the rules that failed. */
  Set<String> failed() {
    Set<String> failed = new TreeSet<>(outcomes.keySet());
    failed.removeIf(id -> outcomes.get(id) != Outcome.FAILED);
    return failed;
  }
}
