package io.infer4j.image;

import io.infer4j.Layout;

/** From pixel values to real numbers, channel by channel. */
final class Normalization {
  private final Preprocessing preprocessing;
  private final double[] factor;
  private final double[] offset;

  Normalization(Preprocessing preprocessing) {
    this.preprocessing = preprocessing;
    int channels = preprocessing.channels().channels();
    factor = new double[channels];
    offset = new double[channels];
    for (int c = 0; c < channels; c++) {
      factor[c] = preprocessing.factor(c);
      offset[c] = preprocessing.offset(c);
    }
  }

  float apply(float value, int channel) {
    return (float) (value * factor[channel] + offset[channel]);
  }

  /** For each channel the real numbers of the 256 pixel values. */
  float[][] table() {
    float[][] table = new float[factor.length][256];
    for (int c = 0; c < table.length; c++) {
      for (int value = 0; value < 256; value++) {
        table[c][value] = apply(value, c);
      }
    }
    return table;
  }

  /** A row of the target in the colour of the space that the image leaves free. */
  float[] border() {
    boolean planar = preprocessing.layout().equals(Layout.NCHW);
    int width = preprocessing.width();
    int channels = factor.length;
    float[] row = new float[width * channels];
    for (int i = 0; i < row.length; i++) {
      int c = planar ? i / width : i % channels;
      row[i] = apply(preprocessing.pad(c), c);
    }
    return row;
  }
}
