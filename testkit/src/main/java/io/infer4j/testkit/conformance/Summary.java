package io.infer4j.testkit.conformance;

import io.infer4j.spi.InferenceEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Counts what came of the rules, and writes it down when all have run. */
final class Summary {
  private final EngineConformance suite;
  private final List<Result> results = new ArrayList<>();

  Summary(EngineConformance suite) {
    this.suite = suite;
  }

  /** All rules, in order. */
  static List<Rule> rules() {
    List<Rule> rules = new ArrayList<>();
    for (Method method : EngineConformance.class.getMethods()) {
      Rule rule = method.getAnnotation(Rule.class);
      if (rule != null) {
        rules.add(rule);
      }
    }
    rules.sort(RuleOrder.BY_ID);
    return rules;
  }

  synchronized void add(Result result) {
    results.add(result);
    if (result.outcome() == Result.Outcome.SKIPPED) {
      System.out.println("SKIPPED " + result.rule().id() + ": " + result.reason());
    }
  }

  synchronized long count(Result.Outcome outcome) {
    return results.stream().filter(result -> result.outcome() == outcome).count();
  }

  synchronized List<Result> results() {
    return List.copyOf(results);
  }

  String title() {
    return suite.title();
  }

  InferenceEngine engine() {
    return suite.engine();
  }

  private String line() {
    return count(Result.Outcome.PASSED)
        + " passed, "
        + count(Result.Outcome.SKIPPED)
        + " skipped, "
        + count(Result.Outcome.FAILED)
        + " failed";
  }

  /** Prints a line; writes the files if no rule was left out of this run. */
  void report() {
    int rules = rules().size();
    String text = "conformance of " + title() + " " + engine().version() + ": " + line();
    if (results().size() < rules) {
      System.out.println(text + ", of " + rules + " rules; not written down, as not all have run");
      return;
    }
    Path folder = suite.reports();
    String file = title().replaceAll("[^A-Za-z0-9._-]+", "-");
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve(file + ".json"), new SummaryJson(this).text());
      Files.writeString(folder.resolve(file + ".md"), new SummaryMarkdown(this).text());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    System.out.println(text + " (" + folder.resolve(file) + ".json and .md)");
  }
}
