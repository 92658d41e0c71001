package io.infer4j.image;

/** What a tensor's channels are. */
public enum ChannelOrder {
  /** Red, green, blue. A grey source gives three equal channels. */
  RGB(3),

  /** Blue, green, red, as models trained with OpenCV want it. */
  BGR(3),

  /**
   * One channel of grey. Colour sources are converted before the resize, as Pillow's {@code
   * convert("L")}: (19595 R + 38470 G + 7471 B + 32768) / 65536, rounded down.
   */
  GRAY(1);

  private final int channels;

  ChannelOrder(int channels) {
    this.channels = channels;
  }

  /** How many channels there are, 3 or 1. */
  public int channels() {
    return channels;
  }
}
