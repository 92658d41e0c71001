package io.infer4j.benchmarks;

import io.infer4j.image.Image;
import io.infer4j.rally.video.FrameSource;
import java.nio.file.Path;

/** A video that knows how long it was decoding. */
final class TimedFrames implements FrameSource {
  private final FrameSource video;
  private long nanos;

  TimedFrames(Path file) {
    long start = System.nanoTime();
    video = FrameSource.video(file);
    nanos = System.nanoTime() - start;
  }

  /** With opening the file. */
  long nanos() {
    return nanos;
  }

  @Override
  public boolean next() {
    long start = System.nanoTime();
    boolean more = video.next();
    nanos += System.nanoTime() - start;
    return more;
  }

  @Override
  public Image image() {
    return video.image();
  }

  @Override
  public double seconds() {
    return video.seconds();
  }

  @Override
  public long expectedFrames() {
    return video.expectedFrames();
  }

  @Override
  public double framesPerSecond() {
    return video.framesPerSecond();
  }

  @Override
  public String name() {
    return video.name();
  }

  @Override
  public void close() {
    video.close();
  }
}
