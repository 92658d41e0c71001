package io.infer4j;

/** A run ended early because {@link IoBinding#cancel} was called. */
public class RunCancelledException extends InferenceException {
  private static final long serialVersionUID = 1L;

  /** With what went wrong, in a sentence. */
  public RunCancelledException(String message) {
    super(message);
  }

  /** With what went wrong, in a sentence, and what the runtime or the JVM said. */
  public RunCancelledException(String message, Throwable cause) {
    super(message, cause);
  }
}
