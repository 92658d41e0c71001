package io.infer4j.rally.video;

import io.infer4j.image.Image;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The frames of one stream of FFmpeg's: a file's or a camera's. */
final class VideoFrames implements FrameSource {
  private final String name;
  private final VideoStream stream;
  private final Picture picture = new Picture();
  private @Nullable Image image;
  private boolean ended;
  private boolean closed;

  private VideoFrames(String name, VideoStream stream) {
    this.name = name;
    this.stream = stream;
  }

  static VideoFrames file(Path file) {
    String name = file.toString();
    if (!Files.exists(file)) {
      throw new VideoException("there is no video " + file.toAbsolutePath());
    }
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new VideoException(
          "expected a video file that can be read, got " + file.toAbsolutePath());
    }
    return new VideoFrames(name, VideoStream.open(name, Input.file(name, file)));
  }

  static VideoFrames camera(String device) {
    String name = "camera " + device;
    return new VideoFrames(name, VideoStream.open(name, Input.camera(name, device)));
  }

  @Override
  public synchronized boolean next() {
    if (closed) {
      throw new IllegalStateException(name + " is closed");
    }
    image = null;
    if (ended) {
      return false;
    }
    if (stream.decode()) {
      image = picture.of(name, stream.frame(), stream.quarterTurns());
      return true;
    }
    ended = true;
    stream.checkWhole();
    return false;
  }

  @Override
  public synchronized Image image() {
    Image current = image;
    if (current == null) {
      throw noFrame();
    }
    return current;
  }

  @Override
  public synchronized double seconds() {
    if (image == null) {
      throw noFrame();
    }
    return stream.seconds();
  }

  private IllegalStateException noFrame() {
    return new IllegalStateException(name + " has no current frame: next() has not given true");
  }

  @Override
  public long expectedFrames() {
    return stream.expectedFrames();
  }

  @Override
  public double framesPerSecond() {
    return stream.framesPerSecond();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      image = null;
      picture.close();
      stream.close();
    }
  }
}
