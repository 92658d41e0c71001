package io.infer4j.npy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a Python literal as {@code ast.literal_eval} does: a {@code str} as {@link String}, an
 * {@code int} as {@link BigInteger}, a {@code bool} as {@link Boolean}, a tuple as {@code
 * Object[]}, a list as {@link List}, a {@code dict} with keys of text as {@link Map}, of two equal
 * keys the last. What is none of these (a float, bytes, {@code None}) is a {@link Word}, which no
 * header has a use for.
 */
final class PythonLiteral {
  private static final int DEEPEST = 16;
  private static final int LONGEST_NUMBER = 64;

  private final String text;
  private int at;
  private int depth;

  private PythonLiteral(String text) {
    this.text = text;
  }

  /** A word that stands for none of the values above. */
  static final class Word {}

  /**
   * The value of all of the text.
   *
   * @throws IllegalArgumentException if it is no literal, with what was expected and where
   */
  static Object read(String text) {
    PythonLiteral literal = new PythonLiteral(text);
    Object value = literal.value();
    literal.skipBlanks();
    if (literal.at < text.length()) {
      throw literal.expected("its end");
    }
    return value;
  }

  private Object value() {
    skipBlanks();
    if (at == text.length()) {
      throw expected("a value");
    }
    char c = text.charAt(at);
    if (c == '(' || c == '[' || c == '{') {
      if (++depth > DEEPEST) {
        throw expected("at most " + DEEPEST + " brackets within each other");
      }
      at++;
      Object value = c == '{' ? dictionary() : sequence(c == '(');
      depth--;
      return value;
    }
    if (c == '-' || c == '+') {
      at++;
      skipBlanks();
      Object number = word();
      return c == '-' && number instanceof BigInteger integer ? integer.negate() : number;
    }
    int quote = at;
    while (quote < text.length() && quote < at + 2 && isPrefix(text.charAt(quote))) {
      quote++;
    }
    boolean quoted = quote < text.length() && isQuote(text.charAt(quote));
    return quoted ? strings() : word();
  }

  private Map<String, Object> dictionary() {
    Map<String, Object> entries = new LinkedHashMap<>();
    while (!taken('}')) {
      Object key = value();
      if (!(key instanceof String name)) {
        throw expected("a key in quotes before this");
      }
      if (!taken(':')) {
        throw expected("':'");
      }
      entries.put(name, value());
      if (!taken(',')) {
        if (taken('}')) {
          break;
        }
        throw expected("',' or '}'");
      }
    }
    return entries;
  }

  private Object sequence(boolean round) {
    char end = round ? ')' : ']';
    List<Object> items = new ArrayList<>();
    boolean comma = false;
    while (!taken(end)) {
      if (!items.isEmpty() && !comma) {
        throw expected("',' or '" + end + "'");
      }
      items.add(value());
      comma = taken(',');
    }
    if (!round) {
      return items;
    }
    return items.size() == 1 && !comma ? items.get(0) : items.toArray();
  }

  /** Strings one after the other are one. */
  private Object strings() {
    StringBuilder all = new StringBuilder();
    boolean isText = true;
    for (boolean more = true; more; ) {
      boolean raw = false;
      while (isPrefix(text.charAt(at))) {
        char prefix = Character.toLowerCase(text.charAt(at++));
        raw |= prefix == 'r';
        isText &= prefix != 'b';
      }
      string(all, raw);
      skipBlanks();
      more = at < text.length() && isQuote(text.charAt(at));
    }
    return isText ? all.toString() : new Word();
  }

  private void string(StringBuilder to, boolean raw) {
    String quote = text.substring(at, at + 1);
    String three = quote + quote + quote;
    if (text.startsWith(three, at)) {
      quote = three;
    }
    at += quote.length();
    while (!text.startsWith(quote, at)) {
      if (at == text.length() || (text.charAt(at) == '\n' && quote.length() == 1)) {
        throw expected("the string's end");
      }
      char c = text.charAt(at++);
      if (c == '\\' && !raw) {
        to.append(escape());
      } else {
        to.append(c);
      }
    }
    at += quote.length();
  }

  private char escape() {
    char c = at < text.length() ? text.charAt(at++) : ' ';
    return switch (c) {
      case '\\', '\'', '"' -> c;
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'x' -> hexadecimal(2);
      case 'u' -> hexadecimal(4);
      default -> throw expected("an escape that this reader knows before this");
    };
  }

  private char hexadecimal(int digits) {
    int value = 0;
    for (int i = 0; i < digits; i++, at++) {
      int digit = at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
      if (digit < 0) {
        throw expected("a hexadecimal digit");
      }
      value = value * 16 + digit;
    }
    return (char) value;
  }

  /** A number, True, False or another word. */
  private Object word() {
    int start = at;
    while (at < text.length() && isWord(text.charAt(at))) {
      at++;
    }
    String word = text.substring(start, at);
    if (word.isEmpty()) {
      throw expected("a value");
    }
    if (word.length() > LONGEST_NUMBER) {
      return new Word(); // more than any size, and costly to parse
    }
    if (word.equals("True") || word.equals("False")) {
      return word.equals("True");
    }
    if (word.endsWith("L") && word.length() > 1) {
      word = word.substring(0, word.length() - 1); // a long of Python 2
    }
    if (word.matches("0+|[1-9](_?[0-9])*")) {
      return new BigInteger(word.replace("_", ""));
    }
    if (word.matches("0[xX](_?[0-9a-fA-F])+")) {
      return new BigInteger(word.substring(2).replace("_", ""), 16);
    }
    if (word.matches("0[oO](_?[0-7])+")) {
      return new BigInteger(word.substring(2).replace("_", ""), 8);
    }
    if (word.matches("0[bB](_?[01])+")) {
      return new BigInteger(word.substring(2).replace("_", ""), 2);
    }
    return new Word();
  }

  private boolean taken(char c) {
    skipBlanks();
    boolean there = at < text.length() && text.charAt(at) == c;
    at += there ? 1 : 0;
    return there;
  }

  private void skipBlanks() {
    while (at < text.length() && " \t\n\r\f".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private static boolean isQuote(char c) {
    return c == '\'' || c == '"';
  }

  private static boolean isPrefix(char c) {
    return "uUrRbB".indexOf(c) >= 0;
  }

  private static boolean isWord(char c) {
    return (c >= '0' && c <= '9')
        || (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || c == '_'
        || c == '.';
  }

  private IllegalArgumentException expected(String what) {
    String got = at < text.length() ? "'" + text.charAt(at) + "'" : "its end";
    return new IllegalArgumentException(
        "expected " + what + ", got " + got + " at character " + (at + 1));
  }
}
