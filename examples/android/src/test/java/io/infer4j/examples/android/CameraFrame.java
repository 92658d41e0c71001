package io.infer4j.examples.android;

import android.graphics.ImageFormat;
import android.media.Image;
import java.nio.ByteBuffer;
import java.util.Random;

/** A frame as cameras give it, on Android's own classes: bytes at random, rows with gaps. */
final class CameraFrame extends Image {
  private final int width;
  private final int height;
  private final Plane[] planes;

  /** U and V in planes of their own. */
  static CameraFrame planar(int width, int height, int padding, Random random) {
    int columns = (width + 1) / 2;
    int rows = (height + 1) / 2;
    return new CameraFrame(
        width,
        height,
        plane(width, height, width + padding, 1, random),
        plane(columns, rows, columns + padding, 1, random),
        plane(columns, rows, columns + padding, 1, random));
  }

  /** V and U in turn in the same memory, as most phones have them; each view ends at its last. */
  static CameraFrame interleaved(int width, int height, int padding, Random random) {
    int columns = (width + 1) / 2;
    int rows = (height + 1) / 2;
    int stride = 2 * columns + padding;
    ByteBuffer both = bytes((rows - 1) * stride + 2 * columns, random);
    ByteBuffer v = both.duplicate().limit(both.limit() - 1).slice();
    ByteBuffer u = both.duplicate().position(1).slice();
    return new CameraFrame(
        width,
        height,
        plane(width, height, width + padding, 1, random),
        new Samples(u, stride, 2),
        new Samples(v, stride, 2));
  }

  /** Without colour. */
  static CameraFrame gray(byte[] pixels, int width, int height) {
    byte[] middle = new byte[(width / 2) * (height / 2)];
    java.util.Arrays.fill(middle, (byte) 128);
    return new CameraFrame(
        width,
        height,
        new Samples(direct(pixels), width, 1),
        new Samples(direct(middle), width / 2, 1),
        new Samples(direct(middle), width / 2, 1));
  }

  private CameraFrame(int width, int height, Plane y, Plane u, Plane v) {
    this.width = width;
    this.height = height;
    this.planes = new Plane[] {y, u, v};
    this.mIsImageValid = true;
  }

  private static Plane plane(int columns, int rows, int rowStride, int pixelStride, Random random) {
    int size = (rows - 1) * rowStride + (columns - 1) * pixelStride + 1;
    return new Samples(bytes(size, random), rowStride, pixelStride);
  }

  private static ByteBuffer bytes(int size, Random random) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return direct(bytes);
  }

  private static ByteBuffer direct(byte[] bytes) {
    return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
  }

  /** Red, green and blue of a pixel, by the formula of JFIF. */
  int[] rgb(int x, int y) {
    double luma = sample(planes[0], x, y);
    double u = sample(planes[1], x / 2, y / 2) - 128.0;
    double v = sample(planes[2], x / 2, y / 2) - 128.0;
    return new int[] {
      clamped(luma + 1.402 * v),
      clamped(luma - 0.344136 * u - 0.714136 * v),
      clamped(luma + 1.772 * u)
    };
  }

  private static int sample(Plane plane, int x, int y) {
    return plane.getBuffer().get(y * plane.getRowStride() + x * plane.getPixelStride()) & 0xff;
  }

  private static int clamped(double value) {
    return (int) Math.round(Math.max(0, Math.min(255, value)));
  }

  @Override
  public int getFormat() {
    return ImageFormat.YUV_420_888;
  }

  @Override
  public int getWidth() {
    return width;
  }

  @Override
  public int getHeight() {
    return height;
  }

  @Override
  public long getTimestamp() {
    return 0;
  }

  @Override
  public Plane[] getPlanes() {
    return planes;
  }

  @Override
  public void close() {}

  private static final class Samples extends Plane {
    private final ByteBuffer buffer;
    private final int rowStride;
    private final int pixelStride;

    Samples(ByteBuffer buffer, int rowStride, int pixelStride) {
      this.buffer = buffer;
      this.rowStride = rowStride;
      this.pixelStride = pixelStride;
    }

    @Override
    public int getRowStride() {
      return rowStride;
    }

    @Override
    public int getPixelStride() {
      return pixelStride;
    }

    @Override
    public ByteBuffer getBuffer() {
      return buffer;
    }
  }
}
