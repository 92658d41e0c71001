package io.infer4j.image;

/**
 * How the Y, U (Cb) and V (Cr) of a YUV image stand for red, green and blue: the matrix (ITU-R
 * BT.601 or BT.709) and the range. Neither is written in the pixels; the camera or the decoder
 * tells. Android's cameras give {@link #BT601_FULL} (JFIF), most video below 720 lines {@link
 * #BT601_LIMITED}, most video from 720 lines up {@link #BT709_LIMITED}.
 *
 * <p>With the standard's Kr and Kb, Kg = 1 - Kr - Kb, and y, u, v brought to the full range
 * (limited range: y = 255/219 max(0, Y - 16), u = 255/224 (U - 128), v = 255/224 (V - 128); full
 * range: y = Y, u = U - 128, v = V - 128):
 *
 * <pre>
 * R = y + 2 (1 - Kr) v
 * G = y - 2 (1 - Kb) Kb / Kg u - 2 (1 - Kr) Kr / Kg v
 * B = y + 2 (1 - Kb) u
 * </pre>
 *
 * rounded to the nearest and clamped to 0 to 255, in fixed point with factors rounded to 20 bits.
 */
public enum YuvColor {
  /** BT.601 (Kr 0.299, Kb 0.114), Y from 16 to 235, U and V from 16 to 240. */
  BT601_LIMITED(0.299, 0.114, true),
  /** BT.601 (Kr 0.299, Kb 0.114), all from 0 to 255, as in JPEG files (JFIF). */
  BT601_FULL(0.299, 0.114, false),
  /** BT.709 (Kr 0.2126, Kb 0.0722), Y from 16 to 235, U and V from 16 to 240. */
  BT709_LIMITED(0.2126, 0.0722, true),
  /** BT.709 (Kr 0.2126, Kb 0.0722), all from 0 to 255. */
  BT709_FULL(0.2126, 0.0722, false);

  private static final int BITS = 20;
  private static final int HALF = 1 << (BITS - 1);

  private final int black;
  private final int luma;
  private final int redV;
  private final int greenU;
  private final int greenV;
  private final int blueU;

  YuvColor(double kr, double kb, boolean limited) {
    double kg = 1 - kr - kb;
    double chroma = limited ? 255.0 / 224 : 1;
    black = limited ? 16 : 0;
    luma = fixed(limited ? 255.0 / 219 : 1);
    redV = fixed(chroma * 2 * (1 - kr));
    greenU = fixed(-chroma * 2 * (1 - kb) * kb / kg);
    greenV = fixed(-chroma * 2 * (1 - kr) * kr / kg);
    blueU = fixed(chroma * 2 * (1 - kb));
  }

  private static int fixed(double factor) {
    return (int) Math.rint(factor * (1 << BITS));
  }

  /**
   * Converts as many pixels as {@code rgb} has room for: red in the lowest eight bits, then green,
   * then blue; all components 0 to 255.
   */
  void toRgb(int[] y, int[] u, int[] v, int[] rgb) {
    // Locals and no Math.max, or the loop would not become vector code: 5 ns a pixel, not 0.6.
    int black = this.black;
    int luma = this.luma;
    int redV = this.redV;
    int greenU = this.greenU;
    int greenV = this.greenV;
    int blueU = this.blueU;
    for (int i = 0; i < rgb.length; i++) {
      int base = atLeastZero(y[i] - black) * luma + HALF;
      int cb = u[i] - 128;
      int cr = v[i] - 128;
      int red = clamped(base + redV * cr);
      int green = clamped(base + greenU * cb + greenV * cr);
      int blue = clamped(base + blueU * cb);
      rgb[i] = red | green << 8 | blue << 16;
    }
  }

  private static int clamped(int fixed) {
    int value = atLeastZero(fixed >> BITS);
    return (value | ((255 - value) >> 31)) & 0xff;
  }

  private static int atLeastZero(int value) {
    return value & ~(value >> 31);
  }
}
