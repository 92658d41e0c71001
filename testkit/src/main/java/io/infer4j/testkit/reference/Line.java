package io.infer4j.testkit.reference;

import java.util.ArrayList;
import java.util.List;

/** A statement of a model file: its words, and where it began. */
final class Line {
  /** A run of characters without a space, a bracketed list, or what stood in double quotes. */
  record Word(String text, boolean quoted) {}

  private final int number;
  private final List<Word> words = new ArrayList<>();

  Line(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  List<Word> words() {
    return words;
  }

  /** Adds the words of one line of the file. */
  void add(String text) {
    for (int at = 0; at < text.length(); ) {
      char c = text.charAt(at);
      if (c == '#') {
        return;
      } else if (Character.isWhitespace(c)) {
        at++;
      } else if (c == '"') {
        at = addQuoted(text, at + 1);
      } else {
        at = addPlain(text, at);
      }
    }
  }

  private int addPlain(String text, int from) {
    int at = from;
    boolean bracketed = text.charAt(from) == '[';
    while (at < text.length()
        && (bracketed
            ? text.charAt(at) != ']'
            : !Character.isWhitespace(text.charAt(at)) && text.charAt(at) != '#')) {
      at++;
    }
    if (bracketed && at++ == text.length()) {
      throw error("a bracket is not closed");
    }
    words.add(new Word(text.substring(from, at), false));
    return at;
  }

  private int addQuoted(String text, int from) {
    StringBuilder unescaped = new StringBuilder();
    int at = from;
    while (at < text.length() && text.charAt(at) != '"') {
      char c = text.charAt(at++);
      if (c == '\\' && at < text.length()) {
        c = text.charAt(at++);
        if (c == 'u' && at + 4 <= text.length()) {
          unescaped.append(hex(text.substring(at, at + 4)));
          at += 4;
          continue;
        }
        c =
            switch (c) {
              case 'n' -> '\n';
              case 't' -> '\t';
              case '"', '\\' -> c;
              default -> throw error("\\" + c + " is not an escape");
            };
      }
      unescaped.append(c);
    }
    if (at >= text.length()) {
      throw error("a quote is not closed");
    }
    words.add(new Word(unescaped.toString(), true));
    return at + 1;
  }

  private char hex(String digits) {
    try {
      return (char) Integer.parseInt(digits, 16);
    } catch (NumberFormatException e) {
      throw error("\\u" + digits + " is not an escape");
    }
  }

  /** A mistake on this line. */
  Mistake error(String text) {
    return new Mistake(number, text);
  }
}
