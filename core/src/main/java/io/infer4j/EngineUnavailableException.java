package io.infer4j;

/** The engine is on the class path but cannot be used here; the message says why. */
public class EngineUnavailableException extends InferenceException {
  private static final long serialVersionUID = 1L;

  /** With what went wrong, in a sentence. */
  public EngineUnavailableException(String message) {
    super(message);
  }

  /** With what went wrong, in a sentence, and what the runtime or the JVM said. */
  public EngineUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
