package io.infer4j;

/**
 * No engine on the class path fits what was asked; the message names what is there and what to add.
 */
public class EngineNotFoundException extends InferenceException {
  private static final long serialVersionUID = 1L;

  /** With what went wrong, in a sentence. */
  public EngineNotFoundException(String message) {
    super(message);
  }

  /** With what went wrong, in a sentence, and what the runtime or the JVM said. */
  public EngineNotFoundException(String message, Throwable cause) {
    super(message, cause);
  }
}
