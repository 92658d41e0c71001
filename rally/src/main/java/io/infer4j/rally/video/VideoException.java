package io.infer4j.rally.video;

/** Frames cannot be had; the message names the file, folder or camera, and says why. */
public final class VideoException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With that message. */
  public VideoException(String message) {
    super(message);
  }

  /** With that message, because of another exception. */
  public VideoException(String message, Throwable cause) {
    super(message, cause);
  }
}
