package io.infer4j.testkit.conformance;

import java.lang.reflect.Method;
import java.util.Comparator;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.MethodOrdererContext;

/** Runs the rules in the order of their ids. */
final class RuleOrder implements MethodOrderer {
  static final Comparator<Rule> BY_ID =
      Comparator.<Rule, Area>comparing(Area::of).thenComparing(Rule::id);

  @Override
  public void orderMethods(MethodOrdererContext context) {
    context
        .getMethodDescriptors()
        .sort(
            Comparator.comparing(
                each -> each.findAnnotation(Rule.class).orElse(null), Comparator.nullsLast(BY_ID)));
  }

  /** Shows a rule's id and sentence where a test's name is shown. */
  static final class Names extends DisplayNameGenerator.Standard {
    @Override
    public String generateDisplayNameForMethod(
        java.util.List<Class<?>> enclosing, Class<?> testClass, Method method) {
      Rule rule = method.getAnnotation(Rule.class);
      return rule == null
          ? super.generateDisplayNameForMethod(enclosing, testClass, method)
          : rule.id() + " " + rule.says();
    }
  }
}
