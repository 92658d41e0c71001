package io.infer4j.cli;

/** The command line itself is wrong: exit code 2 and a hint at the help. */
final class WrongUseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  WrongUseException(String message) {
    super(message);
  }

  WrongUseException(IllegalArgumentException cause) {
    super(cause.getMessage(), cause);
  }
}
