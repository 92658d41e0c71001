package io.infer4j.cli;

import java.io.Console;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keys of {@code model.properties} that the user has stated, with --set or when asked. */
final class BundleKeys {
  private final Map<String, String> stated = new LinkedHashMap<>();

  BundleKeys(List<String> arguments) {
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      if (equals < 1) {
        throw new WrongUseException(
            "--set takes KEY=VALUE, such as input.0.layout=NCHW; got '" + argument + "'");
      }
      String key = argument.substring(0, equals).trim();
      if (stated.put(key, argument.substring(equals + 1).trim()) != null) {
        throw new WrongUseException("--set states " + key + " twice");
      }
    }
  }

  /**
   * Refuses keys of variants that are not being made, which would come to nothing.
   *
   * @throws WrongUseException if there is one
   */
  void checkVariants(List<String> variants) {
    for (String key : stated.keySet()) {
      boolean known = variants.stream().anyMatch(name -> key.startsWith("variant." + name + "."));
      if (key.startsWith("variant.") && !known) {
        throw new WrongUseException(
            "--set " + key + ": expected a key of the new variants " + variants);
      }
    }
  }

  @Nullable String get(String key) {
    return stated.get(key);
  }

  Map<String, String> all() {
    return Collections.unmodifiableMap(stated);
  }

  /**
   * Asks for what is missing where there is a terminal.
   *
   * @throws MissingKeysException where there is none, or no answer
   */
  void ask(MissingKeysException missing) {
    Console console = terminal();
    if (console == null) {
      throw missing;
    }
    console.printf("%s%n", Visible.of(missing.reason()));
    for (String example : missing.examples()) {
      String key = example.substring(0, example.indexOf('='));
      String answer = console.readLine("  %s (such as %s): ", key, example);
      if (answer == null || answer.isBlank()) {
        throw missing;
      }
      stated.put(key, answer.trim());
    }
  }

  /** Since Java 22 there is a console without a terminal, too. */
  @SuppressWarnings("SystemConsoleNull") // isTerminal is asked where there is one
  private static @Nullable Console terminal() {
    Console console = System.console();
    if (console == null) {
      return null;
    }
    try {
      Method isTerminal = Console.class.getMethod("isTerminal");
      return Boolean.TRUE.equals(isTerminal.invoke(console)) ? console : null;
    } catch (ReflectiveOperationException e) {
      return console; // before Java 22 there is none without
    }
  }
}
