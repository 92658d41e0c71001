package io.infer4j.image;

/** One source pixel for each target pixel. */
final class NearestResampler extends Resampler {
  private int samples;
  private LinearTaps columns = new LinearTaps(0);
  private LinearTaps rows = new LinearTaps(0);
  private int[] pixels = {};
  private int[][] values = {};
  private int keptRow = -1;

  @Override
  void plan(Axis x, Axis y, int newSamples) {
    samples = newSamples;
    columns = taps(x);
    rows = taps(y);
    pixels = new int[x.count];
    values = new int[samples][x.count];
  }

  /** The same pixel twice. */
  private static LinearTaps taps(Axis axis) {
    LinearTaps taps = new LinearTaps(axis.count);
    // In float, as PyTorch.
    float scale = (float) axis.source / axis.scaled;
    for (int i = 0; i < axis.count; i++) {
      int nearest = Math.min((int) ((axis.from + i) * scale), axis.source - 1);
      taps.first[i] = nearest;
      taps.second[i] = nearest;
    }
    return taps;
  }

  @Override
  int[] sourceColumns() {
    return columns.sources();
  }

  @Override
  void restart() {
    keptRow = -1;
  }

  @Override
  void row(int y, RowReader in, RowWriter out) {
    int sourceRow = rows.first[y];
    if (sourceRow != keptRow) {
      in.row(sourceRow);
      in.pick(columns.first, pixels);
      for (int s = 0; s < samples; s++) {
        unpack(pixels, 8 * s, values[s]);
      }
      keptRow = sourceRow;
    }
    out.write(values);
  }

  private static void unpack(int[] pixels, int shift, int[] values) {
    for (int x = 0; x < values.length; x++) {
      values[x] = (pixels[x] >> shift) & 0xff;
    }
  }
}
