package io.infer4j.cli;

import java.util.List;
import java.util.stream.Collectors;

/** Something about a bundle that nothing tells: the user has to state these keys. */
final class MissingKeysException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // never serialised
  private final List<String> examples;

  private final String reason;

  /**
   * What is missing.
   *
   * @param examples of the form {@code KEY=VALUE}
   */
  MissingKeysException(String reason, List<String> examples) {
    super(
        reason
            + ": add "
            + examples.stream().map(e -> "--set '" + e + "'").collect(Collectors.joining(" ")));
    this.reason = reason;
    this.examples = List.copyOf(examples);
  }

  String reason() {
    return reason;
  }

  List<String> examples() {
    return examples;
  }
}
