package io.infer4j.bundle;

import io.infer4j.ModelLoadException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the syntax of {@link java.util.Properties} in UTF-8. That class itself forgets the lines
 * and the order, and lets the last of two equal keys win.
 */
final class PropertyReader {
  /** More than any bundle has; what hangs on a key takes memory, too. */
  private static final int MOST_KEYS = 100_000;

  private final String file;
  private final String text;
  private int at;
  private int line = 1;

  private PropertyReader(String file, String text) {
    this.file = file;
    this.text = text;
  }

  /**
   * The properties in the file's order.
   *
   * @throws ModelLoadException with file and line if it is not UTF-8, an escape is wrong, or a key
   *     stands there twice
   */
  static List<Property> read(String file, byte[] utf8) {
    return new PropertyReader(file, decoded(file, utf8)).all();
  }

  static String decoded(String file, byte[] utf8) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
      // Some editors begin a file with a byte order mark.
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new ModelLoadException(file + ": expected UTF-8, got other bytes", e);
    }
  }

  private List<Property> all() {
    Map<String, Property> byKey = new LinkedHashMap<>();
    for (Property next = next(); next != null; next = next()) {
      Property first = byKey.get(next.key);
      if (first != null) {
        throw next.error("a key once", "it again after line " + first.line);
      }
      if (byKey.size() == MOST_KEYS) {
        throw new ModelLoadException(
            next.at() + "expected at most " + MOST_KEYS + " keys, got more");
      }
      byKey.put(next.key, next);
    }
    return new ArrayList<>(byKey.values());
  }

  private @Nullable Property next() {
    for (; ; ) {
      skipBlanks();
      if (at == text.length()) {
        return null;
      }
      char c = text.charAt(at);
      if (c == '#' || c == '!') {
        skipLine();
      } else if (isEnd(c)) {
        endLine();
      } else {
        break;
      }
    }
    int start = line;
    String key = part(true);
    skipBlanks();
    if (at < text.length() && (text.charAt(at) == '=' || text.charAt(at) == ':')) {
      at++;
      skipBlanks();
    }
    String value = part(false);
    if (at < text.length()) {
      endLine();
    }
    return new Property(file, start, key, value.trim());
  }

  /** A key up to a separator, or a value up to the end of its line; escapes are resolved. */
  private String part(boolean key) {
    StringBuilder part = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at);
      if (isEnd(c) || (key && (c == '=' || c == ':' || isBlank(c)))) {
        break;
      }
      at++;
      if (c != '\\') {
        part.append(c);
      } else if (at < text.length()) {
        escape(part);
      }
    }
    return part.toString();
  }

  private void escape(StringBuilder part) {
    char c = text.charAt(at);
    if (isEnd(c)) {
      endLine();
      skipBlanks();
      return;
    }
    at++;
    switch (c) {
      case 't' -> part.append('\t');
      case 'n' -> part.append('\n');
      case 'r' -> part.append('\r');
      case 'f' -> part.append('\f');
      case 'u' -> part.append(unicode());
      default -> part.append(c);
    }
  }

  private char unicode() {
    int value = 0;
    for (int i = at; i < at + 4; i++) {
      int digit =
          i < text.length() && text.charAt(i) < 128 ? Character.digit(text.charAt(i), 16) : -1;
      if (digit < 0) {
        String digits = text.substring(at, Math.min(at + 4, text.length()));
        throw new ModelLoadException(
            file
                + ":"
                + line
                + ": expected four hexadecimal digits after \\u, got '"
                + digits
                + "'");
      }
      value = value * 16 + digit;
    }
    at += 4;
    return (char) value;
  }

  /** Skips blanks, also those of lines that a backslash joins. */
  private void skipBlanks() {
    while (at < text.length()) {
      if (isBlank(text.charAt(at))) {
        at++;
      } else if (at + 1 < text.length() && text.charAt(at) == '\\' && isEnd(text.charAt(at + 1))) {
        at++;
        endLine();
      } else {
        return;
      }
    }
  }

  private void skipLine() {
    while (at < text.length() && !isEnd(text.charAt(at))) {
      at++;
    }
  }

  /** Steps over CR, LF or both. */
  private void endLine() {
    boolean carriageReturn = text.charAt(at) == '\r';
    at++;
    if (carriageReturn && at < text.length() && text.charAt(at) == '\n') {
      at++;
    }
    line++;
  }

  private static boolean isEnd(char c) {
    return c == '\n' || c == '\r';
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\f';
  }
}
