package io.infer4j.nms;

import java.util.Arrays;

/**
 * Finds the shapes that intersect a given one without looking at all of them.
 *
 * <p>The plane is cut into columns and rows; a shape is noted in every cell that it touches, and
 * looked for in the same cells. <b>No intersecting pair is missed:</b> {@code cell(v)}, the number
 * of cuts that are at most v, never decreases as v grows. If two shapes intersect, then the larger
 * of their two x1 lies between x1 and x2 of both, so its column lies between the first and last
 * column of both; likewise its row. So both are noted in that cell, wherever the cuts are; the cuts
 * only decide the speed. Each pair is reported there and nowhere else, so exactly once: that cell
 * is the larger of the two first columns and the larger of the two first rows.
 *
 * <p>The cuts are quantiles of a sample of x1 and y1, so that neither a crowd in a corner nor an
 * outlier far away puts everything into one cell. Cells are merged, two by two in each direction,
 * until the shapes are noted at most {@value #MAX_NOTES} times on average: memory is linear.
 */
final class Grid {
  private static final int MAX_NOTES = 8;
  private static final int SAMPLE = 1024;

  /** Fewer shapes than this are compared with one another. */
  private static final int SMALL = 48;

  private final boolean segments;
  private final float[] sample = new float[SAMPLE];
  private final float[] xCuts = new float[SAMPLE];
  private final float[] yCuts = new float[SAMPLE];

  private Shapes shapes = new Shapes();
  private int xBits;
  private int yBits;
  private int merged;
  private int columns;

  // The cells that each shape touches, by position.
  private int[] left = new int[0];
  private int[] right = new int[0];
  private int[] top = new int[0];
  private int[] bottom = new int[0];

  // Cell c has the notes from starts[c] to ends[c] - 1.
  private int[] starts = new int[0];
  private int[] ends = new int[0];
  private int[] notes = new int[0];

  /** What {@link #near} found. */
  int[] found = new int[0];

  /**
   * @param segments whether all the shapes are as high as one another, so that rows are of no use
   */
  Grid(boolean segments) {
    this.segments = segments;
  }

  /** Makes an empty grid for the shapes at positions {@code from} to {@code to - 1}. */
  void reset(Shapes shapes, int from, int to) {
    this.shapes = shapes;
    reserve(to);
    int size = to - from;
    int bits = size < SMALL ? 0 : 31 - Integer.numberOfLeadingZeros(size);
    xBits = Math.min(segments ? bits : bits / 2, 10);
    yBits = segments ? 0 : xBits;
    cut(shapes.x1, from, to, xBits, xCuts);
    cut(shapes.y1, from, to, yBits, yCuts);
    for (int p = from; p < to; p++) {
      if (shapes.canOverlap(p)) {
        left[p] = cell(xCuts, xBits, shapes.x1[p]);
        right[p] = cell(xCuts, xBits, shapes.x2[p]);
        top[p] = cell(yCuts, yBits, shapes.y1[p]);
        bottom[p] = cell(yCuts, yBits, shapes.y2[p]);
      }
    }
    merged = 0;
    while (noteCount(from, to) > (long) MAX_NOTES * size) {
      // As if every second cut were gone.
      merged++;
      halve(from, to);
    }
    columns = 1 << Math.max(0, xBits - merged);
    allot(from, to, columns << Math.max(0, yBits - merged));
  }

  /** Notes a shape in its cells; one that overlaps nothing needs no note. */
  void add(int p) {
    if (!shapes.canOverlap(p)) {
      return;
    }
    for (int row = top[p]; row <= bottom[p]; row++) {
      for (int cell = row * columns + left[p]; cell <= row * columns + right[p]; cell++) {
        notes[ends[cell]++] = p;
      }
    }
  }

  /**
   * Puts the shapes noted that intersect the one at p into {@link #found}, each once, itself too if
   * it is noted. In no order.
   *
   * @return how many
   */
  int near(int p) {
    return shapes.canOverlap(p) ? search(p, left[p], right[p], top[p], bottom[p]) : 0;
  }

  /**
   * As {@link #near}, but may leave out shapes whose float32 overlap with the one at p is below
   * {@code least}: looks only in the cells around the middle of p.
   *
   * <p>Why no other is left out. Let u = 2^-24, the relative error of one rounding, I and A the
   * intersection and the measure of p as computed, U the union. The other's measure is at least I,
   * so U &gt;= fl(fl(A + I) - I) &gt;= A (1 - 3u). If the overlap fl(I / U) is at least t, then I
   * &gt;= t A (1 - 5u). I and A are each a product of two differences, three roundings; so of the
   * exact areas, the intersection has at least the share t (1 - 11u) of p. It is no higher than p,
   * so it has at least that share of the width of p, too; likewise of the height. An interval
   * within [0, w] that is at least s w long reaches both down to w - s w and up to s w: it meets
   * the interval between the two, and if s is a half or more it has the middle in it. A share of t
   * (1 - 1e-5) leaves room for the roundings here, in double. What underflows may lose its relative
   * precision, so tiny shapes and shares get no such short cut.
   */
  int nearMiddle(int p, double least) {
    if (!(least >= 1e-2 && shapes.measure[p] >= 1e-30f)) {
      return near(p);
    }
    if (!shapes.canOverlap(p)) {
      return 0;
    }
    double share = Math.min(0.5, least * (1 - 1e-5));
    double xMargin = share * ((double) shapes.x2[p] - shapes.x1[p]);
    double yMargin = share * ((double) shapes.y2[p] - shapes.y1[p]);
    return search(
        p,
        cell(xCuts, xBits, shapes.x1[p] + xMargin) >> merged,
        cell(xCuts, xBits, shapes.x2[p] - xMargin) >> merged,
        cell(yCuts, yBits, shapes.y1[p] + yMargin) >> merged,
        cell(yCuts, yBits, shapes.y2[p] - yMargin) >> merged);
  }

  /** Reports a shape in the first of the cells searched that has a note of it. */
  private int search(int p, int firstColumn, int lastColumn, int firstRow, int lastRow) {
    int count = 0;
    for (int row = firstRow; row <= lastRow; row++) {
      for (int column = firstColumn; column <= lastColumn; column++) {
        int cell = row * columns + column;
        for (int n = starts[cell]; n < ends[cell]; n++) {
          int q = notes[n];
          if (shapes.intersect(p, q)
              && Math.max(firstColumn, left[q]) == column
              && Math.max(firstRow, top[q]) == row) {
            found[count++] = q;
          }
        }
      }
    }
    return count;
  }

  private void cut(float[] values, int from, int to, int bits, float[] cuts) {
    int sampled = 0;
    int step = (to - from - 1) / SAMPLE + 1;
    for (int p = from; p < to; p += step) {
      if (shapes.canOverlap(p)) {
        sample[sampled++] = values[p];
      }
    }
    sort(sample, sampled);
    int cells = 1 << bits;
    for (int c = 1; c < cells; c++) {
      cuts[c - 1] = sampled == 0 ? 0 : sample[(int) (((long) c * sampled) >> bits)];
    }
  }

  /** Shell's sort, of few numbers without NaN; Arrays.sort makes garbage on Java 25. */
  private static void sort(float[] values, int count) {
    for (int gap = count / 2; gap > 0; gap = gap == 2 ? 1 : gap * 5 / 11) {
      for (int i = gap; i < count; i++) {
        float value = values[i];
        int at = i;
        for (; at >= gap && values[at - gap] > value; at -= gap) {
          values[at] = values[at - gap];
        }
        values[at] = value;
      }
    }
  }

  /** The number of cuts that are at most v, by halving: there are 2^bits - 1, ascending. */
  private static int cell(float[] cuts, int bits, double v) {
    int below = 0;
    for (int step = 1 << bits >> 1; step > 0; step >>= 1) {
      // Not a branch: it could not be predicted.
      below += cuts[below + step - 1] <= v ? step : 0;
    }
    return below;
  }

  private long noteCount(int from, int to) {
    long count = 0;
    for (int p = from; p < to; p++) {
      if (shapes.canOverlap(p)) {
        count += (right[p] - left[p] + 1L) * (bottom[p] - top[p] + 1L);
      }
    }
    return count;
  }

  private void halve(int from, int to) {
    for (int p = from; p < to; p++) {
      left[p] >>= 1;
      right[p] >>= 1;
      top[p] >>= 1;
      bottom[p] >>= 1;
    }
  }

  /** Gives each cell as much room as there are shapes that touch it. */
  private void allot(int from, int to, int cells) {
    Arrays.fill(ends, 0, cells, 0);
    for (int p = from; p < to; p++) {
      if (shapes.canOverlap(p)) {
        for (int row = top[p]; row <= bottom[p]; row++) {
          for (int cell = row * columns + left[p]; cell <= row * columns + right[p]; cell++) {
            ends[cell]++;
          }
        }
      }
    }
    int next = 0;
    for (int cell = 0; cell < cells; cell++) {
      int size = ends[cell];
      starts[cell] = next;
      ends[cell] = next;
      next += size;
    }
    if (notes.length < next) {
      notes = new int[next + next / 4];
    }
  }

  private void reserve(int count) {
    if (starts.length <= count) {
      left = new int[count];
      right = new int[count];
      top = new int[count];
      bottom = new int[count];
      found = new int[count];
      // At most a cell for each shape, and one.
      starts = new int[count + 1];
      ends = new int[count + 1];
    }
  }
}
