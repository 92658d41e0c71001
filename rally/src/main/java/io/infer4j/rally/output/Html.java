package io.infer4j.rally.output;

import java.util.Locale;

/** Text on its way into a page. */
final class Html {
  private Html() {}

  /** Safe between tags and in quoted attributes, whatever a file is named. */
  static String escaped(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.appendCodePoint(shown(c) ? c : 0xFFFD);
              }
            });
    return safe.toString();
  }

  /** Neither a control nor one of the overrides that turn the direction of writing. */
  private static boolean shown(int c) {
    int type = Character.getType(c);
    return c == '\n'
        || !(Character.isISOControl(c) || type == Character.FORMAT || type == Character.SURROGATE);
  }

  static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
