package io.infer4j;

/** A model cannot be loaded: missing, damaged, of another format, or refused by its runtime. */
public class ModelLoadException extends InferenceException {
  private static final long serialVersionUID = 1L;

  /** With what went wrong, in a sentence. */
  public ModelLoadException(String message) {
    super(message);
  }

  /** With what went wrong, in a sentence, and what the runtime or the JVM said. */
  public ModelLoadException(String message, Throwable cause) {
    super(message, cause);
  }
}
