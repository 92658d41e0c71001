package io.infer4j;

/** The family of everything that goes wrong in loading and running models. Unchecked. */
public class InferenceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With what went wrong, in a sentence. */
  public InferenceException(String message) {
    super(message);
  }

  /** With what went wrong, in a sentence, and what the runtime or the JVM said. */
  public InferenceException(String message, Throwable cause) {
    super(message, cause);
  }
}
