package io.infer4j.cli;

/** Text from a model file on its way to a terminal. */
final class Visible {
  private static final int LONGEST = 200;

  private Visible() {}

  /** The text with control characters spelt out: a file must not steer the terminal. */
  static String of(String text) {
    StringBuilder result = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (c == '\n') {
                result.append("\\n");
              } else if (c == '\t') {
                result.append("\\t");
              } else if (hidden(c)) {
                result.append(String.format("\\u%04x", c));
              } else {
                result.appendCodePoint(c);
              }
            });
    return result.toString();
  }

  /** The text, cut where it is long, saying so. */
  static String shortened(String text) {
    int length = text.codePointCount(0, text.length());
    return length <= LONGEST
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LONGEST))
            + "... ("
            + length
            + " characters, all of them with --json)";
  }

  /** Controls, and formats such as the overrides that turn the direction of writing. */
  private static boolean hidden(int c) {
    int type = Character.getType(c);
    return Character.isISOControl(c)
        || type == Character.FORMAT
        || type == Character.SURROGATE
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }
}
