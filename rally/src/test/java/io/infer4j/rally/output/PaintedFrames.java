package io.infer4j.rally.output;

import io.infer4j.image.Image;
import io.infer4j.rally.video.FrameSource;
import java.util.Arrays;

/** Frames of one colour each: frame f is as red as f, as green as twice that. */
final class PaintedFrames implements FrameSource {
  static final int WIDTH = 64;
  static final int HEIGHT = 36;

  private final int[] pixels = new int[WIDTH * HEIGHT];
  private final Image image = Image.argb(pixels, WIDTH, HEIGHT);
  private final int count;
  private int frame = -1;

  PaintedFrames(int count) {
    this.count = count;
  }

  static int color(long frame) {
    return (int) (frame % 128) << 16 | (int) (2 * frame % 256) << 8;
  }

  @Override
  public boolean next() {
    frame++;
    Arrays.fill(pixels, color(frame));
    return frame < count;
  }

  @Override
  public Image image() {
    return image;
  }

  @Override
  public double seconds() {
    return frame / framesPerSecond();
  }

  @Override
  public long expectedFrames() {
    return count;
  }

  @Override
  public double framesPerSecond() {
    return 25;
  }

  @Override
  public String name() {
    return "painted";
  }

  @Override
  public void close() {}
}
