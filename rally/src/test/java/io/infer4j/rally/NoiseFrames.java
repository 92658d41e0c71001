package io.infer4j.rally;

import io.infer4j.image.Image;
import io.infer4j.rally.video.FrameSource;
import io.infer4j.rally.video.VideoException;
import java.nio.ByteBuffer;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Frames of seeded noise, as many as are wanted, without a file. */
final class NoiseFrames implements FrameSource {
  static final int WIDTH = 80;
  static final int HEIGHT = 64;

  private final long frames;
  private final ByteBuffer pixels = ByteBuffer.allocateDirect(3 * WIDTH * HEIGHT);
  private final Image image = Image.rgb(pixels, WIDTH, HEIGHT, 3 * WIDTH);
  private long next;
  private @Nullable String failure;
  private Runnable beforeEach = () -> {};

  NoiseFrames(long frames) {
    this.frames = frames;
  }

  /** With an exception in place of the end. */
  NoiseFrames failing(String message) {
    failure = message;
    return this;
  }

  NoiseFrames beforeEach(Runnable action) {
    beforeEach = action;
    return this;
  }

  /** Fills the memory with that frame. */
  Image paint(long frame) {
    Random random = new Random(frame);
    for (int i = 0; i < pixels.capacity(); i += 8) {
      pixels.putLong(i, random.nextLong());
    }
    return image;
  }

  @Override
  public boolean next() {
    beforeEach.run();
    if (next == frames) {
      if (failure != null) {
        throw new VideoException(failure);
      }
      return false;
    }
    paint(next++);
    return true;
  }

  @Override
  public Image image() {
    return image;
  }

  /** Not even: the frame rate varies. */
  @Override
  public double seconds() {
    return secondsOf(next - 1);
  }

  static double secondsOf(long frame) {
    return frame / 25.0 + frame % 3 * 0.001;
  }

  long given() {
    return next;
  }

  @Override
  public long expectedFrames() {
    return frames;
  }

  @Override
  public double framesPerSecond() {
    return 25;
  }

  @Override
  public String name() {
    return "noise";
  }

  @Override
  public void close() {}
}
