package io.infer4j.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.Random;

/** An image in a random format and kind of memory, and the same pixels as {@code [y][x][rgb]}. */
final class RandomSource {
  enum Kind {
    RGB,
    BGR,
    RGBA,
    BGRA,
    GRAY,
    ARGB,
    NV21,
    I420,
    YUV420
  }

  final Image image;
  final int[][][] rgb;

  private RandomSource(Image image, int[][][] rgb) {
    this.image = image;
    this.rgb = rgb;
  }

  static RandomSource of(Kind kind, int width, int height, Random random) {
    return switch (kind) {
      case RGB, BGR, RGBA, BGRA, GRAY -> bytes(kind, width, height, random);
      case ARGB -> ints(width, height, random);
      case NV21, I420, YUV420 -> yuv(kind, width, height, random);
    };
  }

  RandomSource crop(int x, int y, int width, int height) {
    int[][][] cut = new int[height][width][];
    for (int i = 0; i < height; i++) {
      System.arraycopy(rgb[y + i], x, cut[i], 0, width);
    }
    return new RandomSource(image.crop(x, y, width, height), cut);
  }

  static <T> T oneOf(T[] values, Random random) {
    return values[random.nextInt(values.length)];
  }

  private static RandomSource bytes(Kind kind, int width, int height, Random random) {
    int pixel = kind == Kind.GRAY ? 1 : kind == Kind.RGB || kind == Kind.BGR ? 3 : 4;
    int stride = width * pixel + random.nextInt(3) * random.nextInt(9);
    // Not a byte more than the pixels need: reading beyond would show.
    ByteBuffer memory = memory((height - 1) * stride + width * pixel, random);
    int[][][] rgb = new int[height][width][];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int at = memory.position() + y * stride + x * pixel;
        int first = memory.get(at) & 0xff;
        if (kind == Kind.GRAY) {
          rgb[y][x] = new int[] {first, first, first};
        } else {
          int second = memory.get(at + 1) & 0xff;
          int third = memory.get(at + 2) & 0xff;
          boolean blueFirst = kind == Kind.BGR || kind == Kind.BGRA;
          rgb[y][x] =
              blueFirst ? new int[] {third, second, first} : new int[] {first, second, third};
        }
      }
    }
    Image image =
        switch (kind) {
          case RGB -> Image.rgb(memory, width, height, stride);
          case BGR -> Image.bgr(memory, width, height, stride);
          case RGBA -> Image.rgba(memory, width, height, stride);
          case BGRA -> Image.bgra(memory, width, height, stride);
          default -> Image.gray(memory, width, height, stride);
        };
    return new RandomSource(image, rgb);
  }

  private static RandomSource ints(int width, int height, Random random) {
    int stride = width + random.nextInt(4);
    int skip = random.nextInt(3);
    int length = skip + (height - 1) * stride + width;
    IntBuffer memory =
        random.nextBoolean()
            ? IntBuffer.allocate(length)
            : ByteBuffer.allocateDirect(4 * length).asIntBuffer();
    for (int i = 0; i < length; i++) {
      memory.put(i, random.nextInt());
    }
    memory.position(skip);
    int[][][] rgb = new int[height][width][];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int argb = memory.get(skip + y * stride + x);
        rgb[y][x] = new int[] {argb >> 16 & 0xff, argb >> 8 & 0xff, argb & 0xff};
      }
    }
    return new RandomSource(Image.argb(memory, width, height, stride), rgb);
  }

  private static RandomSource yuv(Kind kind, int width, int height, Random random) {
    YuvColor color = oneOf(YuvColor.values(), random);
    int halfWidth = (width + 1) / 2;
    int halfHeight = (height + 1) / 2;
    int step = kind == Kind.I420 ? 1 : kind == Kind.NV21 ? 2 : 1 + random.nextInt(2);
    int yStride = width + random.nextInt(3);
    int chroma = (halfWidth - 1) * step + (kind == Kind.NV21 ? 2 : 1);
    int chromaStride = chroma + random.nextInt(3);
    ByteBuffer y;
    ByteBuffer u;
    ByteBuffer v;
    Image image;
    if (kind == Kind.YUV420) {
      y = memory((height - 1) * yStride + width, random);
      u = memory((halfHeight - 1) * chromaStride + chroma, random);
      v = memory((halfHeight - 1) * chromaStride + chroma, random);
      image = Image.yuv420(y, u, v, width, height, yStride, chromaStride, step, color);
    } else {
      int planes = kind == Kind.NV21 ? 1 : 2;
      int rows = planes * halfHeight - 1;
      ByteBuffer all = memory(height * yStride + rows * chromaStride + chroma, random);
      y = all;
      int first = all.position() + height * yStride;
      u = all.duplicate().position(kind == Kind.NV21 ? first + 1 : first);
      v = all.duplicate();
      v.position(kind == Kind.NV21 ? first : first + halfHeight * chromaStride);
      image =
          kind == Kind.NV21
              ? Image.nv21(all, width, height, yStride, chromaStride, color)
              : Image.i420(all, width, height, yStride, chromaStride, color);
    }
    int[][][] rgb = new int[height][width][];
    for (int row = 0; row < height; row++) {
      for (int x = 0; x < width; x++) {
        int at = row / 2 * chromaStride + x / 2 * step;
        int pixel =
            toRgb(
                color,
                y.get(y.position() + row * yStride + x) & 0xff,
                u.get(u.position() + at) & 0xff,
                v.get(v.position() + at) & 0xff);
        rgb[row][x] = new int[] {pixel & 0xff, pixel >> 8 & 0xff, pixel >> 16 & 0xff};
      }
    }
    return new RandomSource(image, rgb);
  }

  static int toRgb(YuvColor color, int y, int u, int v) {
    int[] rgb = new int[1];
    color.toRgb(new int[] {y}, new int[] {u}, new int[] {v}, rgb);
    return rgb[0];
  }

  /**
   * Random bytes from a random position to the end: heap, heap with an offset, direct, read-only.
   */
  private static ByteBuffer memory(int length, Random random) {
    int skip = random.nextInt(5);
    int kind = random.nextInt(4);
    ByteBuffer memory =
        kind == 0 ? ByteBuffer.allocateDirect(skip + length) : ByteBuffer.allocate(skip + length);
    byte[] content = new byte[skip + length];
    random.nextBytes(content);
    memory.put(content).position(skip);
    if (kind == 1) {
      memory = memory.slice();
    }
    if (kind == 2) {
      memory = memory.asReadOnlyBuffer();
    }
    return random.nextBoolean() ? memory.order(ByteOrder.LITTLE_ENDIAN) : memory;
  }
}
