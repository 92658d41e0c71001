package io.infer4j.image;

import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Says how pixels lie in the caller's memory: format, size, stride. Nothing is copied: the pixels
 * are read when {@link ImagePreparer#prepare} runs, so one {@code Image} over a camera's buffer
 * serves every frame written to it.
 *
 * <p>Immutable and safe to share between threads; whoever writes the pixels must not do so while
 * they are read. The memory may be longer than the pixels need. A {@code ByteBuffer} or {@code
 * IntBuffer} is read from the position that it has now, heap or direct, read-only or not, and its
 * position and limit stay as they are.
 *
 * <p>Every factory throws {@code IllegalArgumentException} if a width or height is below 1, a row
 * stride is shorter than a row, or the memory is too short, and {@code NullPointerException} if the
 * memory is null. Alpha is ignored, neither blended nor premultiplied.
 */
public final class Image {
  final PixelFormat format;

  /** The bytes of interleaved formats, or Y; null only for packed ints. */
  final @Nullable Plane plane;

  final @Nullable Plane u;
  final @Nullable Plane v;
  final @Nullable YuvColor color;

  /** Packed pixels from index 0, null for the other formats. */
  final @Nullable IntBuffer ints;

  final int intStride;

  /** Where the crop begins, in pixels of the whole image. */
  final int left;

  final int top;
  private final int width;
  private final int height;

  private Image(
      PixelFormat format,
      @Nullable Plane plane,
      @Nullable Plane u,
      @Nullable Plane v,
      @Nullable YuvColor color,
      @Nullable IntBuffer ints,
      int intStride,
      int left,
      int top,
      int width,
      int height) {
    this.format = format;
    this.plane = plane;
    this.u = u;
    this.v = v;
    this.color = color;
    this.ints = ints;
    this.intStride = intStride;
    this.left = left;
    this.top = top;
    this.width = width;
    this.height = height;
  }

  // ---- bytes, pixel after pixel

  /** Three bytes a pixel: red, green, blue; rows without gaps. */
  public static Image rgb(byte[] pixels, int width, int height) {
    return packed(PixelFormat.RGB, pixels, width, height);
  }

  /**
   * Three bytes a pixel: red, green, blue.
   *
   * @param rowStride bytes from the start of one row to the start of the next
   */
  public static Image rgb(ByteBuffer pixels, int width, int height, int rowStride) {
    return strided(PixelFormat.RGB, pixels, width, height, rowStride);
  }

  /** Three bytes a pixel: blue, green, red, as OpenCV has them; rows without gaps. */
  public static Image bgr(byte[] pixels, int width, int height) {
    return packed(PixelFormat.BGR, pixels, width, height);
  }

  /** Three bytes a pixel: blue, green, red; see {@link #rgb(ByteBuffer, int, int, int)}. */
  public static Image bgr(ByteBuffer pixels, int width, int height, int rowStride) {
    return strided(PixelFormat.BGR, pixels, width, height, rowStride);
  }

  /**
   * Four bytes a pixel: red, green, blue, alpha; rows without gaps. Also Android's {@code
   * Bitmap.copyPixelsToBuffer} of an {@code ARGB_8888} bitmap, whatever its name says.
   */
  public static Image rgba(byte[] pixels, int width, int height) {
    return packed(PixelFormat.RGBA, pixels, width, height);
  }

  /** Four bytes a pixel: red, green, blue, alpha; see {@link #rgb(ByteBuffer, int, int, int)}. */
  public static Image rgba(ByteBuffer pixels, int width, int height, int rowStride) {
    return strided(PixelFormat.RGBA, pixels, width, height, rowStride);
  }

  /** Four bytes a pixel: blue, green, red, alpha; rows without gaps. */
  public static Image bgra(byte[] pixels, int width, int height) {
    return packed(PixelFormat.BGRA, pixels, width, height);
  }

  /** Four bytes a pixel: blue, green, red, alpha; see {@link #rgb(ByteBuffer, int, int, int)}. */
  public static Image bgra(ByteBuffer pixels, int width, int height, int rowStride) {
    return strided(PixelFormat.BGRA, pixels, width, height, rowStride);
  }

  /** One byte a pixel; rows without gaps. */
  public static Image gray(byte[] pixels, int width, int height) {
    return packed(PixelFormat.GRAY, pixels, width, height);
  }

  /** One byte a pixel; see {@link #rgb(ByteBuffer, int, int, int)}. */
  public static Image gray(ByteBuffer pixels, int width, int height, int rowStride) {
    return strided(PixelFormat.GRAY, pixels, width, height, rowStride);
  }

  // ---- ints

  /**
   * One int a pixel, {@code 0xAARRGGBB}, rows without gaps: what Android's {@code Bitmap.getPixels}
   * and {@code BufferedImage.getRGB} give.
   */
  public static Image argb(int[] pixels, int width, int height) {
    return argb(IntBuffer.wrap(pixels), width, height, width);
  }

  /**
   * One int a pixel, {@code 0xAARRGGBB}.
   *
   * @param rowStride ints from the start of one row to the start of the next
   */
  public static Image argb(IntBuffer pixels, int width, int height, int rowStride) {
    Objects.requireNonNull(pixels, "pixels");
    checkSize(width, height);
    if (rowStride < width) {
      throw new IllegalArgumentException(
          "a row of ARGB has "
              + width
              + " ints, expected a row stride of at least that, got "
              + rowStride);
    }
    long needed = (height - 1L) * rowStride + width;
    if (pixels.remaining() < needed) {
      throw new IllegalArgumentException(
          "ARGB of "
              + width
              + "x"
              + height
              + " needs at least "
              + needed
              + " ints, got "
              + pixels.remaining());
    }
    return new Image(
        PixelFormat.ARGB, null, null, null, null, pixels.slice(), rowStride, 0, 0, width, height);
  }

  // ---- YUV 4:2:0: one U and one V for each two by two pixels, the last column and row alone where
  // the size is odd

  /**
   * NV21, the classic format of Android's cameras: all of Y, then V and U in turn; rows without
   * gaps. {@code width * height + 2 * ceil(width / 2) * ceil(height / 2)} bytes.
   *
   * <p>Each pixel takes the U and V of its block as they are, without interpolation.
   */
  public static Image nv21(byte[] pixels, int width, int height, YuvColor color) {
    int pairs = 2 * half(width);
    return nv21(ByteBuffer.wrap(pixels), width, height, width, pairs, color);
  }

  /**
   * NV21 with gaps between rows; see {@link #nv21(byte[], int, int, YuvColor)}.
   *
   * @param yStride bytes from one row of Y to the next
   * @param vuStride bytes from one row of V and U to the next; they begin {@code height * yStride}
   *     bytes after Y
   */
  public static Image nv21(
      ByteBuffer pixels, int width, int height, int yStride, int vuStride, YuvColor color) {
    Objects.requireNonNull(pixels, "pixels");
    Objects.requireNonNull(color, "color");
    checkSize(width, height);
    String size = " of NV21 " + width + "x" + height;
    Plane y = Plane.samples("Y" + size, pixels, 0, width, height, yStride, 1);
    long vu = (long) height * yStride;
    int columns = half(width);
    int rows = half(height);
    Plane v = Plane.samples("V" + size, pixels, vu, columns, rows, vuStride, 2);
    Plane u = Plane.samples("U" + size, pixels, vu + 1, columns, rows, vuStride, 2);
    return yuv(y, u, v, color, width, height);
  }

  /**
   * I420 (also called YUV420p): all of Y, then all of U, then all of V; rows without gaps. {@code
   * width * height + 2 * ceil(width / 2) * ceil(height / 2)} bytes.
   *
   * <p>Each pixel takes the U and V of its block as they are, without interpolation.
   */
  public static Image i420(byte[] pixels, int width, int height, YuvColor color) {
    return i420(ByteBuffer.wrap(pixels), width, height, width, half(width), color);
  }

  /**
   * I420 with gaps between rows; see {@link #i420(byte[], int, int, YuvColor)}.
   *
   * @param yStride bytes from one row of Y to the next
   * @param uvStride bytes from one row of U (and of V) to the next; U begins {@code height *
   *     yStride} bytes after Y, and V {@code ceil(height / 2) * uvStride} bytes after U
   */
  public static Image i420(
      ByteBuffer pixels, int width, int height, int yStride, int uvStride, YuvColor color) {
    Objects.requireNonNull(pixels, "pixels");
    Objects.requireNonNull(color, "color");
    checkSize(width, height);
    String size = " of I420 " + width + "x" + height;
    Plane y = Plane.samples("Y" + size, pixels, 0, width, height, yStride, 1);
    long first = (long) height * yStride;
    int columns = half(width);
    int rows = half(height);
    Plane u = Plane.samples("U" + size, pixels, first, columns, rows, uvStride, 1);
    long second = first + (long) rows * uvStride;
    Plane v = Plane.samples("V" + size, pixels, second, columns, rows, uvStride, 1);
    return yuv(y, u, v, color, width, height);
  }

  /**
   * Three buffers of 4:2:0, as Android's {@code ImageReader} and CameraX give {@code YUV_420_888}.
   *
   * @param yStride {@code getRowStride()} of the Y plane, whose pixel stride is always 1
   * @param uvStride {@code getRowStride()} of the U and V planes
   * @param uvPixelStride {@code getPixelStride()} of the U and V planes: 1 or 2
   */
  public static Image yuv420(
      ByteBuffer y,
      ByteBuffer u,
      ByteBuffer v,
      int width,
      int height,
      int yStride,
      int uvStride,
      int uvPixelStride,
      YuvColor color) {
    Objects.requireNonNull(y, "y");
    Objects.requireNonNull(u, "u");
    Objects.requireNonNull(v, "v");
    Objects.requireNonNull(color, "color");
    checkSize(width, height);
    if (uvPixelStride < 1) {
      throw new IllegalArgumentException(
          "expected a pixel stride of 1 or more, got " + uvPixelStride);
    }
    String size = " of YUV 4:2:0 " + width + "x" + height;
    int columns = half(width);
    int rows = half(height);
    return yuv(
        Plane.samples("Y" + size, y, 0, width, height, yStride, 1),
        Plane.samples("U" + size, u, 0, columns, rows, uvStride, uvPixelStride),
        Plane.samples("V" + size, v, 0, columns, rows, uvStride, uvPixelStride),
        color,
        width,
        height);
  }

  // ---- the rest

  /**
   * A rectangle of this image, over the same memory. What lies outside is never read, not even by a
   * resize at the border. A crop remembers where it was cut, see {@link
   * Preprocessing#boxesToImage}.
   *
   * @param x the first column, from 0
   * @param y the first row, from 0
   * @throws IllegalArgumentException if it is empty or not within the image
   */
  public Image crop(int x, int y, int cropWidth, int cropHeight) {
    if (x < 0
        || y < 0
        || cropWidth < 1
        || cropHeight < 1
        || x > width - cropWidth
        || y > height - cropHeight) {
      throw new IllegalArgumentException(
          "expected a crop of at least 1x1 within "
              + width
              + "x"
              + height
              + ", got "
              + cropWidth
              + "x"
              + cropHeight
              + " at ("
              + x
              + ", "
              + y
              + ")");
    }
    return new Image(
        format, plane, u, v, color, ints, intStride, left + x, top + y, cropWidth, cropHeight);
  }

  /** Pixels a row. */
  public int width() {
    return width;
  }

  /** Rows. */
  public int height() {
    return height;
  }

  /** For instance {@code RGB 1280x720}. */
  @Override
  public String toString() {
    return format + " " + width + "x" + height;
  }

  private static Image packed(PixelFormat format, byte[] pixels, int width, int height) {
    Objects.requireNonNull(pixels, "pixels");
    checkSize(width, height);
    long row = (long) width * format.pixelStride;
    if (row > pixels.length || row * height > pixels.length) {
      throw new IllegalArgumentException(
          format
              + " of "
              + width
              + "x"
              + height
              + " needs at least "
              + height
              + " rows of "
              + row
              + " bytes, got "
              + pixels.length
              + " bytes");
    }
    return strided(format, ByteBuffer.wrap(pixels), width, height, (int) row);
  }

  private static Image strided(
      PixelFormat format, ByteBuffer pixels, int width, int height, int rowStride) {
    Objects.requireNonNull(pixels, "pixels");
    checkSize(width, height);
    String what = format + " of " + width + "x" + height;
    int step = format.pixelStride;
    Plane plane = Plane.interleaved(what, pixels, width, height, rowStride, step);
    return new Image(format, plane, null, null, null, null, 0, 0, 0, width, height);
  }

  private static Image yuv(Plane y, Plane u, Plane v, YuvColor color, int width, int height) {
    return new Image(PixelFormat.YUV, y, u, v, color, null, 0, 0, 0, width, height);
  }

  /** Half of a size, rounded up, without overflow. */
  private static int half(int size) {
    return size - size / 2;
  }

  private static void checkSize(int width, int height) {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "expected a width and height of at least 1, got " + width + "x" + height);
    }
  }
}
