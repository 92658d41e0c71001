package io.infer4j.rally.output;

import io.infer4j.DType;
import io.infer4j.Layout;
import io.infer4j.Tensor;
import io.infer4j.image.Image;
import io.infer4j.image.ImagePreparer;
import io.infer4j.image.Preprocessing;
import io.infer4j.image.Resize;
import io.infer4j.rally.video.FrameSource;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Frames on their way to the model, of the last of which small pictures are kept: an event is told
 * up to a window after its frame was decoded, and a camera's frames come only once.
 */
final class WatchedFrames implements FrameSource {
  /** A window of 96, and as many again for what is decoded ahead. */
  private static final int KEPT = 192;

  private static final int LONGER_SIDE = 240;

  private final FrameSource video;
  private @Nullable ImagePreparer preparer;
  private @Nullable Tensor pictures;
  private long frames;
  private int width;
  private int height;

  WatchedFrames(FrameSource video) {
    this.video = video;
  }

  @Override
  public boolean next() {
    if (!video.next()) {
      return false;
    }
    Image image = video.image();
    ImagePreparer shrinks = preparer;
    Tensor kept = pictures;
    if (shrinks == null || kept == null) {
      width = image.width();
      height = image.height();
      shrinks = new ImagePreparer(shrinking(width, height));
      int rows = shrinks.preprocessing().height();
      kept = Tensor.allocate(DType.UINT8, KEPT, rows, shrinks.preprocessing().width(), 3);
      preparer = shrinks;
      pictures = kept;
    }
    shrinks.prepare(image, kept, (int) (frames % KEPT));
    frames++;
    return true;
  }

  /** To what fits; the cheapest way there is, since most pictures are for nothing. */
  private static Preprocessing shrinking(int width, int height) {
    double scale = Math.min(1, (double) LONGER_SIDE / Math.max(width, height));
    int w = (int) Math.max(1, Math.round(width * scale));
    int h = (int) Math.max(1, Math.round(height * scale));
    return Preprocessing.to(w, h, scale < 1 ? Resize.OPENCV_LINEAR : Resize.NEAREST)
        .letterbox(0, 0, 0) // images of a folder may have several sizes
        .layout(Layout.NHWC);
  }

  /** A picture of that frame, or null if it is no longer kept. */
  @Nullable BufferedImage picture(long frame) {
    Tensor kept = pictures;
    if (kept == null || frame >= frames || frame < frames - KEPT) {
      return null;
    }
    int h = (int) kept.shape().dim(1);
    int w = (int) kept.shape().dim(2);
    BufferedImage picture = new BufferedImage(w, h, BufferedImage.TYPE_INT_RGB);
    ByteBuffer rgb = kept.asBytes();
    int at = (int) (frame % KEPT) * h * w * 3;
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++, at += 3) {
        int red = rgb.get(at) & 0xFF;
        int green = rgb.get(at + 1) & 0xFF;
        picture.setRGB(x, y, (red << 16) | (green << 8) | (rgb.get(at + 2) & 0xFF));
      }
    }
    return picture;
  }

  /** Of the first frame; 0 before it. */
  int width() {
    return width;
  }

  int height() {
    return height;
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
