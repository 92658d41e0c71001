package io.infer4j.testkit;

import io.infer4j.DType;
import io.infer4j.Shape;
import io.infer4j.Tensor;
import io.infer4j.compare.Tolerance;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.function.IntPredicate;

/** Where two tensors of one dtype and shape differ, in words. */
final class Mismatch {
  /** How many elements are shown on either side of the first that differs. */
  private static final int AROUND = 2;

  private final Tensor expected;
  private final Tensor actual;
  private int count;
  private int first = -1;
  private int worst = -1;
  private double largest = -1;

  private Mismatch(Tensor expected, Tensor actual, IntPredicate differs) {
    this.expected = expected;
    this.actual = actual;
    for (int i = 0; i < expected.elements(); i++) {
      if (differs.test(i)) {
        count++;
        first = first < 0 ? i : first;
      }
    }
  }

  static Mismatch ofBits(Tensor expected, Tensor actual) {
    if (expected.dtype() == DType.STRING) {
      return new Mismatch(
          expected, actual, i -> !expected.asStrings().get(i).equals(actual.asStrings().get(i)));
    }
    int width = expected.dtype().byteSize();
    ByteBuffer e = expected.asBytes();
    ByteBuffer a = actual.asBytes();
    boolean equal = e.equals(a);
    Mismatch mismatch =
        new Mismatch(
            expected,
            actual,
            i -> !equal && !e.slice(i * width, width).equals(a.slice(i * width, width)));
    if (!equal) {
      mismatch.findLargest(new Distance(expected, actual));
    }
    return mismatch;
  }

  static Mismatch of(Tensor expected, Tensor actual, Tolerance tolerance, boolean equalNaNs) {
    Distance distance = new Distance(expected, actual);
    Mismatch mismatch =
        new Mismatch(
            expected,
            actual,
            i -> !distance.isWithin(tolerance, i) && !(equalNaNs && distance.areNaN(i)));
    mismatch.findLargest(distance);
    return mismatch;
  }

  private void findLargest(Distance distance) {
    for (int i = 0; i < expected.elements(); i++) {
      double each = distance.at(i);
      if (each > largest) {
        largest = each;
        worst = i;
      }
    }
  }

  boolean isThere() {
    return count > 0;
  }

  /** The index along each axis, for instance {@code [0, 2]}. */
  static String coordinates(Shape shape, int index) {
    long[] coordinates = shape.dims();
    long rest = index;
    for (int axis = coordinates.length - 1; axis >= 0; axis--) {
      long size = coordinates[axis];
      coordinates[axis] = rest % size;
      rest /= size;
    }
    return Arrays.toString(coordinates);
  }

  /** "2 of 6 elements differ", and lines that tell where and how much. */
  @Override
  public String toString() {
    int from = Math.max(0, first - AROUND);
    int to = Math.min(expected.elements(), first + AROUND + 1);
    String at = coordinates(expected.shape(), from);
    StringBuilder text = new StringBuilder();
    text.append(count).append(" of ").append(expected.elements());
    text.append(expected.elements() == 1 ? " element " : " elements ");
    text.append(count == 1 ? "differs" : "differ");
    text.append("\n  first at ").append(pair(first));
    if (largest >= 0) {
      text.append("\n  largest difference ").append(largest).append(" at ").append(pair(worst));
    }
    text.append("\n  expected from ").append(at).append(": ").append(shown(expected, from, to));
    text.append("\n  actual   from ").append(at).append(": ").append(shown(actual, from, to));
    return text.toString();
  }

  private String pair(int i) {
    return coordinates(expected.shape(), i)
        + ": expected "
        + element(expected, i)
        + ", was "
        + element(actual, i);
  }

  private static String element(Tensor tensor, int i) {
    String braced = shown(tensor, i, i + 1);
    return braced.substring(1, braced.length() - 1);
  }

  /** Some elements in braces, as {@link Tensor#toString} prints them. */
  private static String shown(Tensor tensor, int from, int to) {
    String text = tensor.reshape(tensor.elements()).slice(from, to).toString();
    return text.substring(text.indexOf('{'));
  }

  /** How far apart the elements of two tensors are. */
  private static final class Distance {
    private final double[] expected;
    private final double[] actual;
    private final boolean unsigned;
    private final LongBuffer expectedLongs;
    private final LongBuffer actualLongs;

    Distance(Tensor e, Tensor a) {
      expected = e.toDoubles();
      actual = a.toDoubles();
      boolean wide = e.dtype() == DType.INT64 || e.dtype() == DType.UINT64;
      unsigned = e.dtype() == DType.UINT64;
      expectedLongs = wide ? e.asLongs() : LongBuffer.allocate(0);
      actualLongs = wide ? a.asLongs() : LongBuffer.allocate(0);
    }

    /** NaN where either is. */
    double at(int i) {
      if (!expectedLongs.hasRemaining()) {
        return expected[i] == actual[i] ? 0 : Math.abs(actual[i] - expected[i]);
      }
      long e = expectedLongs.get(i);
      long a = actualLongs.get(i);
      boolean less = unsigned ? Long.compareUnsigned(a, e) < 0 : a < e;
      long difference = less ? e - a : a - e; // As unsigned it never overflows.
      return difference >= 0 ? difference : (difference >>> 1) * 2.0;
    }

    boolean isWithin(Tolerance tolerance, int i) {
      double e = expected[i];
      if (!tolerance.accepts(e, actual[i])) {
        return false;
      }
      // Beyond 2^53 neighbours are one double: then the tolerance has to reach as far as the next.
      boolean exact = e != actual[i] || at(i) == 0;
      return exact || tolerance.accepts(0, at(i)) || tolerance.accepts(e, Math.nextUp(e));
    }

    boolean areNaN(int i) {
      return Double.isNaN(expected[i]) && Double.isNaN(actual[i]);
    }
  }
}
