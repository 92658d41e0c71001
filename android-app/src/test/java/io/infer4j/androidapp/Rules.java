package io.infer4j.androidapp;

import java.util.Collection;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Parts of files of rules. Each rule is a line. */
final class Rules {
  private Rules() {}

  /** Those that say what is kept and contain the pattern are left out. */
  static String without(String pattern, Collection<String> rules) {
    Predicate<String> found = Pattern.compile(pattern).asPredicate();
    return rules.stream()
        .flatMap(String::lines)
        .filter(line -> !(line.startsWith("-keep") && found.test(line)))
        .collect(Collectors.joining("\n"));
  }
}
