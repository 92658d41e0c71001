package io.infer4j;

/** A model needs an operator that its runtime does not have; the message names it. */
public class UnsupportedOperatorException extends ModelLoadException {
  private static final long serialVersionUID = 1L;

  /** With what went wrong, in a sentence. */
  public UnsupportedOperatorException(String message) {
    super(message);
  }

  /** With what went wrong, in a sentence, and what the runtime or the JVM said. */
  public UnsupportedOperatorException(String message, Throwable cause) {
    super(message, cause);
  }
}
