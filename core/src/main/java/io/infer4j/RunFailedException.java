package io.infer4j;

/** The runtime failed while it ran a model; the message holds its own words. */
public class RunFailedException extends InferenceException {
  private static final long serialVersionUID = 1L;

  /** With what went wrong, in a sentence. */
  public RunFailedException(String message) {
    super(message);
  }

  /** With what went wrong, in a sentence, and what the runtime or the JVM said. */
  public RunFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
