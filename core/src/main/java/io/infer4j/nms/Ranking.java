package io.infer4j.nms;

import java.util.Arrays;

/**
 * A stable sort of items by 32-bit keys that allocates nothing: a radix sort, whose time depends on
 * the number of items alone. An entry has its key in the upper half and its item in the lower.
 */
final class Ranking {
  private static final int DIGITS = 4;
  private static final int RADIX = 256;

  private final int[] starts = new int[DIGITS * RADIX];
  private long[] entries = new long[0];
  private long[] spare = new long[0];

  /** Ranks items 0 to count - 1: the highest score first, NaN before all, ties by item. */
  void byScore(float[] scores, int count) {
    reserve(count);
    for (int i = 0; i < count; i++) {
      entries[i] = (long) descending(scores[i]) << 32 | i;
    }
    sort(count);
  }

  /** Regroups the items ranked, so that each class is contiguous and in rank order. */
  void groupBy(int[] classes, int count) {
    for (int rank = 0; rank < count; rank++) {
      int item = (int) entries[rank];
      entries[rank] = (long) classes[item] << 32 | item;
    }
    sort(count);
  }

  /** Sorts items 0 to count - 1 by a whole number, ascending, ties by item. */
  void byNumber(int[] numbers, int count) {
    reserve(count);
    for (int i = 0; i < count; i++) {
      entries[i] = (long) (numbers[i] ^ Integer.MIN_VALUE) << 32 | i;
    }
    sort(count);
  }

  /** The item at a rank. */
  int item(int rank) {
    return (int) entries[rank];
  }

  /**
   * A key that, read as unsigned, ascends where the score descends. Adding zero turns -0 into 0, so
   * that the two tie; flipping makes the bits of a float ordered; NaN alone has key 0.
   */
  private static int descending(float score) {
    if (Float.isNaN(score)) {
      return 0;
    }
    int bits = Float.floatToRawIntBits(score + 0f);
    return ~(bits ^ (bits >> 31 | Integer.MIN_VALUE));
  }

  private void sort(int count) {
    Arrays.fill(starts, 0);
    for (int i = 0; i < count; i++) {
      int key = (int) (entries[i] >>> 32);
      starts[key & 0xff]++;
      starts[RADIX + (key >>> 8 & 0xff)]++;
      starts[2 * RADIX + (key >>> 16 & 0xff)]++;
      starts[3 * RADIX + (key >>> 24)]++;
    }
    for (int digit = 0; digit < DIGITS; digit++) {
      sortBy(digit, count);
    }
  }

  private void sortBy(int digit, int count) {
    int base = digit * RADIX;
    int next = 0;
    for (int i = base; i < base + RADIX; i++) {
      int size = starts[i];
      if (size == count) {
        return; // Every key has this digit: nothing would move.
      }
      starts[i] = next;
      next += size;
    }
    int shift = 32 + 8 * digit;
    for (int i = 0; i < count; i++) {
      long entry = entries[i];
      spare[starts[base + (int) (entry >>> shift & 0xff)]++] = entry;
    }
    long[] sorted = spare;
    spare = entries;
    entries = sorted;
  }

  private void reserve(int count) {
    if (entries.length < count) {
      entries = new long[count];
      spare = new long[count];
    }
  }
}
