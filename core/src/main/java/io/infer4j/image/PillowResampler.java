package io.infer4j.image;

import java.util.Arrays;

/**
 * Pillow's BILINEAR: a triangle filter as wide as the downscale, in 22-bit fixed point, along the
 * rows first; rounded to uint8 in between.
 *
 * <p>Along a row, all target pixels take the first pixel of their run, then all the second, and so
 * on: sums over short runs would be scalar, these are vector code.
 */
final class PillowResampler extends Resampler {
  private static final int BITS = 22;
  private static final int HALF = 1 << (BITS - 1);

  private int samples;
  private PillowTaps columns = PillowTaps.NONE;
  private PillowTaps rows = PillowTaps.NONE;

  /** By place in the run, the source column of each target column. */
  private int[][] sourceColumns = {};

  private int[] pixels = {};

  /** Resized source rows, as many as one target row mixes; and which source row they are. */
  private int[][][] kept = {};

  private int[] keptRow = {};
  private int[][] sums = {};

  @Override
  void plan(Axis x, Axis y, int newSamples) {
    samples = newSamples;
    columns = PillowTaps.of(x, BITS);
    rows = PillowTaps.of(y, BITS);
    sourceColumns = new int[columns.most()][];
    for (int i = 0; i < sourceColumns.length; i++) {
      sourceColumns[i] = columns.pixels(i);
    }
    pixels = new int[x.count];
    kept = new int[rows.most()][samples][x.count];
    keptRow = new int[rows.most()];
    sums = new int[samples][x.count];
  }

  @Override
  int[] sourceColumns() {
    return columns.sources();
  }

  @Override
  void restart() {
    Arrays.fill(keptRow, -1);
  }

  @Override
  void row(int y, RowReader in, RowWriter out) {
    int first = rows.first[y];
    begin(sums);
    for (int i = 0; i < rows.count[y]; i++) {
      int[][] row = resized(first + i, in);
      for (int s = 0; s < samples; s++) {
        addRow(row[s], rows.weights[i][y], sums[s]);
      }
    }
    round(sums);
    out.write(sums);
  }

  private int[][] resized(int sourceRow, RowReader in) {
    // The rows of one target row follow each other, so they never share a place.
    int place = sourceRow % kept.length;
    int[][] target = kept[place];
    if (keptRow[place] != sourceRow) {
      in.row(sourceRow);
      begin(target);
      for (int i = 0; i < sourceColumns.length; i++) {
        in.pick(sourceColumns[i], pixels);
        for (int s = 0; s < samples; s++) {
          addColumns(pixels, 8 * s, columns.weights[i], target[s]);
        }
      }
      round(target);
      keptRow[place] = sourceRow;
    }
    return target;
  }

  private static void addColumns(int[] pixels, int shift, int[] weights, int[] sums) {
    for (int x = 0; x < sums.length; x++) {
      sums[x] += ((pixels[x] >> shift) & 0xff) * weights[x];
    }
  }

  private static void addRow(int[] row, int weight, int[] sums) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += row[i] * weight;
    }
  }

  private static void begin(int[][] sums) {
    for (int[] ofSample : sums) {
      Arrays.fill(ofSample, HALF);
    }
  }

  private static void round(int[][] sums) {
    for (int[] ofSample : sums) {
      round(ofSample);
    }
  }

  /** Rounded, at most 255; without Math.min, which would be scalar code. */
  private static void round(int[] sums) {
    for (int i = 0; i < sums.length; i++) {
      int value = sums[i] >> BITS;
      sums[i] = (value | ((255 - value) >> 31)) & 0xff;
    }
  }
}
