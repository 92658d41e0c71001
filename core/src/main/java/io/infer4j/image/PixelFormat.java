package io.infer4j.image;

/** What the memory of a source holds. */
enum PixelFormat {
  RGB(3, false),
  BGR(3, true),
  RGBA(4, false),
  BGRA(4, true),
  GRAY(1, false),
  /** One int a pixel, whose lowest byte is blue. */
  ARGB(0, true),
  /** Planes of bytes, which a reader turns to red, green and blue. */
  YUV(0, false);

  /** Bytes from one pixel to the next; 0 where pixels are not bytes in a row. */
  final int pixelStride;

  /** Whether the samples are blue, green, red. */
  final boolean blueFirst;

  PixelFormat(int pixelStride, boolean blueFirst) {
    this.pixelStride = pixelStride;
    this.blueFirst = blueFirst;
  }

  /** For each of the target's channels, which sample of a pixel it is. */
  int[] samplesFor(ChannelOrder order) {
    if (order == ChannelOrder.GRAY) {
      return new int[] {0};
    }
    if (this == GRAY) {
      return new int[] {0, 0, 0};
    }
    return blueFirst == (order == ChannelOrder.BGR) ? new int[] {0, 1, 2} : new int[] {2, 1, 0};
  }
}
