package io.infer4j.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The rules themselves are in order. */
class RuleBookTest {
  private final List<Rule> rules = Summary.rules();

  @Test
  void thereAreAtLeastEighty() {
    assertThat(rules).hasSizeGreaterThanOrEqualTo(80);
  }

  @Test
  void eachAreaCountsFromOneWithoutGapOrRepetition() {
    List<String> expected = new ArrayList<>();
    for (Area area : Area.values()) {
      long size = rules.stream().filter(rule -> Area.of(rule) == area).count();
      for (int number = 1; number <= size; number++) {
        expected.add(String.format("%s-%02d", area, number));
      }
    }
    assertThat(rules).extracting(Rule::id).containsExactlyElementsOf(expected);
  }

  @Test
  void noTwoSayTheSame() {
    assertThat(rules).extracting(Rule::says).doesNotHaveDuplicates();
  }

  @TestFactory
  Stream<DynamicTest> eachIsASentenceWithAHint() {
    return rules.stream()
        .map(
            rule ->
                DynamicTest.dynamicTest(
                    rule.id(),
                    () -> {
                      assertThat(rule.says()).matches("(?s)[A-Za-z].{15,}\\.").hasSizeLessThan(100);
                      assertThat(rule.lookAt()).hasSizeGreaterThan(5).doesNotEndWith(".");
                    }));
  }

  @TestFactory
  Stream<DynamicTest> eachFixtureThatARuleNamesIsThere() {
    return rules.stream()
        .flatMap(rule -> Stream.of(rule.fixtures()))
        .distinct()
        .map(name -> DynamicTest.dynamicTest(name, () -> assertThat(Fixture.of(name)).isNotNull()));
  }
}
