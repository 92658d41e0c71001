package io.infer4j.image;

import java.util.Arrays;

/** Bilinear without antialias in float, along the rows first. */
final class HalfPixelResampler extends Resampler {
  private int samples;
  private Taps columns = new Taps(0);
  private Taps rows = new Taps(0);
  private int[] firstPixels = {};
  private int[] secondPixels = {};

  /** The two rows in use, by whether their source row is even; and which source row they are. */
  private final float[][][] kept = {{}, {}};

  private final int[] keptRow = {-1, -1};
  private float[][] values = {};

  /** Index of two source pixels and the second one's weight. */
  private static final class Taps {
    final LinearTaps pixels;
    final float[] weight;

    Taps(int count) {
      pixels = new LinearTaps(count);
      weight = new float[count];
    }

    static Taps of(Axis axis) {
      Taps taps = new Taps(axis.count);
      // As PyTorch: the scale in float, the rest in double. Far along the axis it shows.
      float scale = (float) axis.source / axis.scaled;
      for (int i = 0; i < axis.count; i++) {
        double position = Math.max(0, scale * (axis.from + i + 0.5) - 0.5);
        int first = Math.min((int) position, axis.source - 1);
        taps.pixels.first[i] = first;
        taps.pixels.second[i] = Math.min(first + 1, axis.source - 1);
        taps.weight[i] = (float) Math.min(1, position - first);
      }
      return taps;
    }
  }

  @Override
  void plan(Axis x, Axis y, int newSamples) {
    samples = newSamples;
    columns = Taps.of(x);
    rows = Taps.of(y);
    firstPixels = new int[x.count];
    secondPixels = new int[x.count];
    kept[0] = new float[samples][x.count];
    kept[1] = new float[samples][x.count];
    values = new float[samples][x.count];
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
    float[][] upper = resized(rows.pixels.first[y], in);
    float[][] lower = resized(rows.pixels.second[y], in);
    for (int s = 0; s < samples; s++) {
      mixRows(upper[s], lower[s], rows.weight[y], values[s]);
    }
    out.write(values);
  }

  private float[][] resized(int sourceRow, RowReader in) {
    // Two rows in use are the same or neighbours, so they never share a place.
    int place = sourceRow & 1;
    float[][] target = kept[place];
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

  private void mixColumns(int shift, float[] target) {
    int[] first = firstPixels;
    int[] second = secondPixels;
    float[] weight = columns.weight;
    for (int x = 0; x < target.length; x++) {
      float a = (first[x] >> shift) & 0xff;
      float b = (second[x] >> shift) & 0xff;
      target[x] = (1 - weight[x]) * a + weight[x] * b;
    }
  }

  private static void mixRows(float[] upper, float[] lower, float weight, float[] target) {
    float rest = 1 - weight;
    for (int i = 0; i < target.length; i++) {
      target[i] = rest * upper[i] + weight * lower[i];
    }
  }
}
