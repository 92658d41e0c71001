package io.infer4j.testkit.reference;

/** What is wrong with a model; it becomes an exception of infer4j's. */
final class Mistake extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String text;

  Mistake(String text) {
    super(text);
    this.text = text;
  }

  /** With the line of the file. */
  Mistake(int line, String text) {
    this("line " + line + ": " + text);
  }

  String text() {
    return text;
  }
}
