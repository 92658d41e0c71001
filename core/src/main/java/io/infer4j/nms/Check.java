package io.infer4j.nms;

import org.jspecify.annotations.Nullable;

/** Refusals of bad input, each naming what was expected and what came. */
final class Check {
  private Check() {}

  static void exactLength(String name, float[] values, int perItem, float[] scores) {
    notNull(name, values);
    notNull("scores", scores);
    exactLength(name, values.length, (long) perItem * scores.length);
  }

  static void exactLength(String name, int length, long expected) {
    if (length != expected) {
      throw new IllegalArgumentException(
          name + " needs " + expected + " values to go with the others, got " + length);
    }
  }

  /** Arrays may be longer than the items in them: a workspace's loop reuses them. */
  static void holds(String name, @Nullable Object array, int length, int perItem, int count) {
    notNull(name, array);
    if (count < 0) {
      throw new IllegalArgumentException("count must be 0 or more, got " + count);
    }
    if ((long) perItem * count > length) {
      throw new IllegalArgumentException(
          name
              + " needs "
              + (long) perItem * count
              + " values for a count of "
              + count
              + ", got "
              + length);
    }
  }

  static void notNull(String name, @Nullable Object value) {
    if (value == null) {
      throw new IllegalArgumentException(name + " is null, expected an array");
    }
  }

  static double threshold(String name, double value) {
    if (Double.isNaN(value)) {
      throw new IllegalArgumentException(name + " must be a number, got NaN");
    }
    return value;
  }

  static double sigma(double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException("sigma must be above 0 and finite, got " + value);
    }
    return value;
  }

  static float minScore(double value) {
    if (!(value >= 0)) {
      throw new IllegalArgumentException("minScore must be 0 or more, got " + value);
    }
    return (float) value;
  }

  static int window(int value) {
    if (value < 0) {
      throw new IllegalArgumentException("window must be 0 or more frames, got " + value);
    }
    return value;
  }

  static int index(int k, int size) {
    if (k < 0 || k >= size) {
      throw new IndexOutOfBoundsException("index " + k + ", " + size + " were kept");
    }
    return k;
  }
}
