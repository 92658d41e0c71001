package io.infer4j.image;

import java.util.Arrays;

/**
 * OpenCV's INTER_LINEAR on uint8: along each axis two pixels weighted with 11-bit fixed point, the
 * products cut (not rounded) to fit 16 bits along the way.
 *
 * <p>An exact 2:1 downscale, for which OpenCV takes the mean of four pixels instead, comes out the
 * same: all weights are one half then and nothing is cut.
 */
final class OpenCvLinearResampler extends Resampler {
  private static final int ONE = 1 << 11;

  private int samples;
  private Taps columns = new Taps(0);
  private Taps rows = new Taps(0);
  private int[] firstPixels = {};
  private int[] secondPixels = {};

  /** The two rows in use, by whether their source row is even; and which source row they are. */
  private final int[][][] kept = {{}, {}};

  private final int[] keptRow = {-1, -1};
  private int[][] values = {};

  /** Index and 11-bit weight of two source pixels. */
  private static final class Taps {
    final LinearTaps pixels;
    final int[] firstWeight;
    final int[] secondWeight;

    Taps(int count) {
      pixels = new LinearTaps(count);
      firstWeight = new int[count];
      secondWeight = new int[count];
    }

    void put(int i, int first, int second, float fraction) {
      pixels.first[i] = first;
      pixels.second[i] = second;
      firstWeight[i] = (int) Math.rint((1 - fraction) * ONE);
      secondWeight[i] = (int) Math.rint(fraction * ONE);
    }
  }

  @Override
  void plan(Axis x, Axis y, int newSamples) {
    samples = newSamples;
    columns = columns(x);
    rows = rows(y);
    firstPixels = new int[x.count];
    secondPixels = new int[x.count];
    kept[0] = new int[samples][x.count];
    kept[1] = new int[samples][x.count];
    values = new int[samples][x.count];
  }

  /** Beyond the first and last pixel's centre, the pixel itself. */
  private static Taps columns(Axis axis) {
    Taps taps = new Taps(axis.count);
    double scale = scale(axis);
    int last = axis.source - 1;
    for (int i = 0; i < axis.count; i++) {
      float position = (float) ((axis.from + i + 0.5) * scale - 0.5);
      int first = (int) Math.floor(position);
      boolean inside = first >= 0 && first < last;
      float fraction = inside ? position - first : 0;
      taps.put(i, clamp(first, last), clamp(first + 1, last), fraction);
    }
    return taps;
  }

  /** Beyond the first and last pixel's centre, that pixel twice: its weights add up to one. */
  private static Taps rows(Axis axis) {
    Taps taps = new Taps(axis.count);
    double scale = scale(axis);
    int last = axis.source - 1;
    for (int i = 0; i < axis.count; i++) {
      float position = (float) ((axis.from + i + 0.5) * scale - 0.5);
      int first = (int) Math.floor(position);
      taps.put(i, clamp(first, last), clamp(first + 1, last), position - first);
    }
    return taps;
  }

  private static int clamp(int index, int last) {
    return Math.max(0, Math.min(last, index));
  }

  /** The divisions that OpenCV does; source / scaled may differ in the last bit. */
  private static double scale(Axis axis) {
    return 1 / ((double) axis.scaled / axis.source);
  }

  @Override
  int[] sourceColumns() {
    return columns.pixels.sources();
  }

  @Override
  void restart() {
    Arrays.fill(keptRow, -1);
  }

  @Override
  void row(int y, RowReader in, RowWriter out) {
    int[][] upper = resized(rows.pixels.first[y], in);
    int[][] lower = resized(rows.pixels.second[y], in);
    for (int s = 0; s < samples; s++) {
      mixRows(upper[s], rows.firstWeight[y], lower[s], rows.secondWeight[y], values[s]);
    }
    out.write(values);
  }

  private int[][] resized(int sourceRow, RowReader in) {
    // Two rows in use are the same or neighbours, so they never share a place.
    int place = sourceRow & 1;
    int[][] target = kept[place];
    if (keptRow[place] != sourceRow) {
      in.row(sourceRow);
      in.pick(columns.pixels.first, firstPixels);
      in.pick(columns.pixels.second, secondPixels);
      for (int s = 0; s < samples; s++) {
        mixColumns(8 * s, target[s]);
      }
      keptRow[place] = sourceRow;
    }
    return target;
  }

  private void mixColumns(int shift, int[] target) {
    int[] first = firstPixels;
    int[] second = secondPixels;
    int[] firstWeight = columns.firstWeight;
    int[] secondWeight = columns.secondWeight;
    for (int x = 0; x < target.length; x++) {
      target[x] =
          (((first[x] >> shift) & 0xff) * firstWeight[x]
                  + ((second[x] >> shift) & 0xff) * secondWeight[x])
              >> 4;
    }
  }

  private static void mixRows(int[] upper, int wu, int[] lower, int wl, int[] target) {
    for (int i = 0; i < target.length; i++) {
      target[i] = (((wu * upper[i]) >> 16) + ((wl * lower[i]) >> 16) + 2) >> 2;
    }
  }
}
