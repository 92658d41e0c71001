package io.infer4j.image.awt;

import io.infer4j.image.Image;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.PackedColorModel;
import java.awt.image.Raster;

/** The samples of an image that is not indexed, in 8 bits and without any colour conversion. */
@DesktopOnly
final class StoredSamples {
  private final BufferedImage image;
  private final ColorModel model;
  private final int bands;
  private final boolean premultiplied;

  StoredSamples(BufferedImage image) {
    this.image = image;
    this.model = image.getColorModel();
    int space = model.getColorSpace().getType();
    if (space != ColorSpace.TYPE_GRAY && space != ColorSpace.TYPE_RGB) {
      throw refused("whose colours are not grey or RGB");
    }
    // What a whole number stands for is known of these two kinds of model only.
    int type = model.getTransferType();
    boolean whole =
        model instanceof PackedColorModel
            || (model instanceof ComponentColorModel
                && (type == DataBuffer.TYPE_BYTE || type == DataBuffer.TYPE_USHORT));
    if (!whole) {
      throw refused("whose samples are not whole numbers from 0 of at most 16 bits");
    }
    this.bands = model.getNumComponents();
    this.premultiplied = model.hasAlpha() && model.isAlphaPremultiplied();
  }

  private IllegalArgumentException refused(String what) {
    return new IllegalArgumentException(
        "expected an image of grey or RGB in 8 or 16 bits, got one "
            + what
            + " ("
            + model
            + "); draw it into a new BufferedImage of TYPE_INT_RGB, or make the bytes with a"
            + " conversion of your own for Image.rgb or Image.gray");
  }

  Image copy() {
    int width = image.getWidth();
    int height = image.getHeight();
    int colors = model.getNumColorComponents();
    byte[] copy = new byte[Math.multiplyExact(Math.multiplyExact(width, height), colors)];
    Raster raster = image.getRaster();
    int[] row = new int[width * raster.getNumBands()];
    int at = 0;
    for (int y = 0; y < height; y++) {
      raster.getPixels(0, y, width, 1, row);
      for (int pixel = 0; pixel < row.length; pixel += bands) {
        for (int band = 0; band < colors; band++) {
          copy[at++] = (byte) color(row, pixel, band);
        }
      }
    }
    return colors == 1 ? Image.gray(copy, width, height) : Image.rgb(copy, width, height);
  }

  private int color(int[] row, int pixel, int band) {
    int value = eightBits(row[pixel + band], band);
    if (premultiplied) {
      int alpha = eightBits(row[pixel + bands - 1], bands - 1);
      return alpha == 0 ? 0 : Math.min(255, (value * 510 + alpha) / (2 * alpha));
    }
    return value;
  }

  private int eightBits(int sample, int band) {
    int bits = model.getComponentSize(band);
    int value = bits >= 8 ? sample >> (bits - 8) : (int) (sample * 255f / ((1 << bits) - 1) + 0.5f);
    return Math.min(255, value); // a sample may have more bits than the model says
  }
}
