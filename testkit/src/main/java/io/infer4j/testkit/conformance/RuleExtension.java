package io.infer4j.testkit.conformance;

import io.infer4j.Capability;
import io.infer4j.DType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestWatcher;

/** Gives rules their subject, skips those that do not apply, explains failures, and counts. */
final class RuleExtension
    implements BeforeAllCallback,
        AfterAllCallback,
        BeforeTestExecutionCallback,
        ParameterResolver,
        TestExecutionExceptionHandler,
        TestWatcher {
  private static final Namespace NAMESPACE = Namespace.create(RuleExtension.class);

  @Override
  public void beforeAll(ExtensionContext context) {
    EngineConformance suite = (EngineConformance) context.getRequiredTestInstance();
    ExtensionContext.Store store = context.getStore(NAMESPACE);
    store.put(Subject.class, new Subject(suite));
    store.put(Summary.class, new Summary(suite));
  }

  private static <T> T get(ExtensionContext context, Class<T> type) {
    return java.util.Objects.requireNonNull(context.getStore(NAMESPACE).get(type, type));
  }

  @Override
  public void beforeTestExecution(ExtensionContext context) {
    Rule rule = rule(context).orElse(null);
    if (rule == null) {
      return;
    }
    Subject subject = get(context, Subject.class);
    for (Capability capability : rule.needs()) {
      if (!subject.can(capability)) {
        throw new Skip("the engine does not have the capability " + capability);
      }
    }
    for (DType dtype : rule.dtypes()) {
      if (!subject.engine().dtypes().contains(dtype)) {
        throw new Skip("the engine does not have the dtype " + dtype);
      }
    }
    for (String fixture : rule.fixtures()) {
      subject.file(fixture);
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Subject.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return get(context, Subject.class);
  }

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable thrown)
      throws Throwable {
    Rule rule = rule(context).orElse(null);
    if (rule == null || thrown instanceof Skip) {
      throw thrown;
    }
    throw new AssertionError(explained(rule, thrown), thrown);
  }

  private static String explained(Rule rule, Throwable thrown) {
    String said = thrown instanceof AssertionError ? thrown.getMessage() : thrown.toString();
    return rule.id()
        + ": "
        + rule.says()
        + "\n"
        + said
        + "\nIf this fails, look at "
        + rule.lookAt();
  }

  @Override
  public void testSuccessful(ExtensionContext context) {
    record(context, Result.Outcome.PASSED, null);
  }

  @Override
  public void testAborted(ExtensionContext context, @Nullable Throwable cause) {
    record(context, Result.Outcome.SKIPPED, cause == null ? null : cause.getMessage());
  }

  @Override
  public void testDisabled(ExtensionContext context, Optional<String> reason) {
    record(context, Result.Outcome.FAILED, "disabled: " + reason.orElse(""));
  }

  @Override
  public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
    record(context, Result.Outcome.FAILED, cause == null ? null : cause.getMessage());
  }

  private static void record(
      ExtensionContext context, Result.Outcome outcome, @Nullable String reason) {
    rule(context)
        .ifPresent(rule -> get(context, Summary.class).add(new Result(rule, outcome, reason)));
  }

  @Override
  public void afterAll(ExtensionContext context) {
    get(context, Subject.class).close();
    get(context, Summary.class).report();
  }

  private static Optional<Rule> rule(ExtensionContext context) {
    return context.getElement().map(method -> method.getAnnotation(Rule.class));
  }
}
