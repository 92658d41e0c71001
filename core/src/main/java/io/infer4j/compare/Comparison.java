package io.infer4j.compare;

import io.infer4j.DType;
import io.infer4j.Quantization;
import io.infer4j.Shape;
import io.infer4j.Tensor;
import io.infer4j.score.Scores;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How far an actual result is from the expected one, element by element. Immutable.
 *
 * <p>Differences are computed in {@code double} (64-bit integers beyond 2<sup>53</sup> are rounded
 * to it). A pair with a NaN on either side, or both, fails and counts in {@link #nans}; the figures
 * of difference leave it out. Equal infinities differ by 0, others by infinity. Two empty results
 * are equal.
 */
public final class Comparison {
  private static final int DEFAULT_K = 5;

  private final Shape shape;
  private final Tolerance tolerance;
  private final Differences differences;
  private final double cosine;
  private final double top1Agreement;
  private final double topKAgreement;
  private final int k;

  private Comparison(Shape shape, double[] expected, double[] actual, Tolerance tolerance, int k) {
    this.shape = shape;
    this.tolerance = tolerance;
    int row = shape.rank() == 0 ? 1 : (int) shape.dim(shape.rank() - 1);
    this.k = Math.min(k, Math.max(1, row));
    differences = new Differences(expected, actual, tolerance);
    cosine = cosine(expected, actual);
    top1Agreement = agreement(expected, actual, row, 1);
    topKAgreement = agreement(expected, actual, row, this.k);
  }

  /**
   * Compares with the {@link Tolerance#defaultFor default} of the coarser of the two dtypes.
   *
   * @throws IllegalArgumentException if the shapes differ, or a tensor holds strings
   */
  public static Comparison of(Tensor expected, Tensor actual) {
    requireTensors(expected, actual);
    boolean coarser = coarseness(actual.dtype()) > coarseness(expected.dtype());
    DType dtype = coarser ? actual.dtype() : expected.dtype();
    return of(expected, actual, Tolerance.defaultFor(dtype));
  }

  /**
   * Compares by a rule; {@link #topKAgreement} is of 5.
   *
   * @throws IllegalArgumentException if the shapes differ, or a tensor holds strings
   */
  public static Comparison of(Tensor expected, Tensor actual, Tolerance tolerance) {
    return of(expected, actual, tolerance, DEFAULT_K);
  }

  /**
   * Compares by a rule.
   *
   * @param k for {@link #topKAgreement}; the length of the last axis where that is less
   * @throws IllegalArgumentException if the shapes differ, a tensor holds strings, or k is below 1
   */
  public static Comparison of(Tensor expected, Tensor actual, Tolerance tolerance, int k) {
    requireTensors(expected, actual);
    return compare(expected.shape(), expected.toDoubles(), actual.toDoubles(), tolerance, k);
  }

  /**
   * Compares a quantised result with the expected real values, after dequantising it.
   *
   * @param quantization what the integers of {@code actual} stand for
   * @param tolerance for the real values; see {@link Tolerance#quantizationSteps}
   * @throws IllegalArgumentException if the shapes differ, a tensor holds strings, or the
   *     quantization does not fit the shape
   */
  public static Comparison ofQuantized(
      Tensor expected, Tensor actual, Quantization quantization, Tolerance tolerance) {
    requireTensors(expected, actual);
    double[] real = dequantized(actual, quantization);
    return compare(expected.shape(), expected.toDoubles(), real, tolerance, DEFAULT_K);
  }

  /**
   * Compares two arrays, as one row.
   *
   * @throws IllegalArgumentException if one is null, or the lengths differ
   */
  public static Comparison of(float[] expected, float[] actual, Tolerance tolerance) {
    if (expected == null || actual == null || expected.length != actual.length) {
      throw new IllegalArgumentException(
          "expected two arrays of one length, got "
              + (expected == null ? "null" : expected.length)
              + " and "
              + (actual == null ? "null" : actual.length)
              + " elements");
    }
    Shape shape = Shape.of(expected.length);
    return compare(shape, widened(expected), widened(actual), tolerance, DEFAULT_K);
  }

  private static Comparison compare(
      Shape shape, double[] expected, double[] actual, @Nullable Tolerance tolerance, int k) {
    if (tolerance == null) {
      throw new IllegalArgumentException("the tolerance is null, expected a rule");
    }
    if (k < 1) {
      throw new IllegalArgumentException("expected a k of 1 or more, got " + k);
    }
    return new Comparison(shape, expected, actual, tolerance, k);
  }

  // ---- the figures

  /** Whether every element passed. */
  public boolean passed() {
    return failures() == 0;
  }

  /** How many elements failed, those with a NaN among them. */
  public int failures() {
    return differences.failures;
  }

  /** How many pairs have a NaN on either side. */
  public int nans() {
    return differences.nans;
  }

  /** How many elements were compared. */
  public int elements() {
    return differences.elements;
  }

  /** The largest |actual - expected|; 0 if there is none. */
  public double maxAbsolute() {
    return differences.maxAbsolute;
  }

  /** The mean |actual - expected| of the pairs without NaN; 0 if there is none. */
  public double meanAbsolute() {
    return differences.meanAbsolute;
  }

  /**
   * The largest |actual - expected| / |expected|; infinite where 0 was expected and something else
   * came; 0 if there is none.
   */
  public double maxRelative() {
    return differences.maxRelative;
  }

  /**
   * The cosine of the angle between the two, each taken as one vector: 1 where they point the same
   * way. 1 if both are all zeros or empty, 0 if one is; NaN where there is a NaN or an infinity.
   */
  public double cosine() {
    return cosine;
  }

  /**
   * The share of rows (along the last axis) whose {@link Scores#argmax(float[]) argmax}, in
   * float32, agrees; 1 without rows.
   */
  public double top1Agreement() {
    return top1Agreement;
  }

  /** The share of the {@link #k} best of each row that are among the k best of the other, mean. */
  public double topKAgreement() {
    return topKAgreement;
  }

  /** The k of {@link #topKAgreement}. */
  public int k() {
    return k;
  }

  /**
   * The row-major index of the worst element: the first with a NaN if there is one, else the first
   * with the largest absolute difference; -1 if there are no elements.
   */
  public int worstIndex() {
    return differences.worst;
  }

  /** What was expected at {@link #worstIndex}; NaN if there are no elements. */
  public double worstExpected() {
    return differences.worstExpected;
  }

  /** What came at {@link #worstIndex}; NaN if there are no elements. */
  public double worstActual() {
    return differences.worstActual;
  }

  /** All figures in one line, with the place of the worst element. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(passed() ? "passed " : "failed ").append(tolerance);
    text.append(": ").append(failures()).append(" of ").append(elements()).append(" elements fail");
    text.append(nans() == 0 ? "" : ", " + nans() + " with NaN");
    text.append("; max abs ").append((float) maxAbsolute());
    text.append(", mean abs ").append((float) meanAbsolute());
    text.append(", max rel ").append((float) maxRelative());
    text.append(", cosine ").append((float) cosine);
    text.append(", top-1 ").append((float) top1Agreement);
    text.append(", top-").append(k).append(' ').append((float) topKAgreement);
    if (worstIndex() >= 0) {
      text.append("; worst at ").append(Arrays.toString(coordinates(worstIndex())));
      text.append(": expected ").append((float) worstExpected());
      text.append(", actual ").append((float) worstActual());
    }
    return text.toString();
  }

  private long[] coordinates(int index) {
    long[] coordinates = shape.dims();
    long rest = index;
    for (int axis = coordinates.length - 1; axis >= 0; axis--) {
      long size = coordinates[axis];
      coordinates[axis] = rest % size;
      rest /= size;
    }
    return coordinates;
  }

  // ---- how they are computed

  private static double cosine(double[] a, double[] b) {
    double dot = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      dot += a[i] * b[i];
      aa += a[i] * a[i];
      bb += b[i] * b[i];
    }
    if (aa == 0 || bb == 0) {
      return aa == bb ? 1 : aa + bb > 0 ? 0 : Double.NaN;
    }
    double cosine = dot / Math.sqrt(aa * bb);
    return Math.max(-1, Math.min(1, cosine)); // NaN stays NaN.
  }

  private static double agreement(double[] expected, double[] actual, int row, int k) {
    if (expected.length == 0) {
      return 1;
    }
    FloatBuffer a = FloatBuffer.wrap(narrowed(expected));
    FloatBuffer b = FloatBuffer.wrap(narrowed(actual));
    int rows = expected.length / row;
    int[] best = Scores.topK(a, k, 1, rows, row);
    int[] other = Scores.topK(b, k, 1, rows, row);
    int shared = 0;
    for (int first = 0; first < best.length; first += k) {
      // Both sorted, they can be gone through together.
      Arrays.sort(best, first, first + k);
      Arrays.sort(other, first, first + k);
      int i = first;
      int j = first;
      while (i < first + k && j < first + k) {
        int order = Integer.compare(best[i], other[j]);
        shared += order == 0 ? 1 : 0;
        i += order <= 0 ? 1 : 0;
        j += order >= 0 ? 1 : 0;
      }
    }
    return shared / (double) best.length;
  }

  private static double[] dequantized(Tensor tensor, @Nullable Quantization quantization) {
    if (quantization == null) {
      throw new IllegalArgumentException("the quantization is null, expected scales");
    }
    long[] dims = tensor.shape().dims();
    int axis = quantization.axis();
    if (!quantization.isPerTensor()
        && (axis >= dims.length || dims[axis] != quantization.channels())) {
      throw new IllegalArgumentException(
          "expected " + quantization + " to fit the shape, got " + tensor.shape());
    }
    long inner = 1;
    for (int i = axis + 1; i < dims.length; i++) {
      inner *= dims[i];
    }
    double[] real = tensor.toDoubles();
    for (int i = 0; i < real.length; i++) {
      int channel = quantization.isPerTensor() ? 0 : (int) (i / inner % quantization.channels());
      real[i] = quantization.scale(channel) * (real[i] - quantization.zeroPoint(channel));
    }
    return real;
  }

  private static void requireTensors(@Nullable Tensor expected, @Nullable Tensor actual) {
    if (expected == null || actual == null) {
      throw new IllegalArgumentException(
          "expected two tensors, got " + expected + " and " + actual);
    }
    if (!Arrays.equals(expected.shape().dims(), actual.shape().dims())) {
      throw new IllegalArgumentException(
          "expected two tensors of one shape, got " + expected.shape() + " and " + actual.shape());
    }
    if (expected.dtype() == DType.STRING || actual.dtype() == DType.STRING) {
      throw new IllegalArgumentException(
          "expected numbers, got " + expected.dtype() + " and " + actual.dtype());
    }
  }

  private static int coarseness(DType dtype) {
    return switch (dtype) {
      case BFLOAT16 -> 4;
      case FLOAT16 -> 3;
      case FLOAT32 -> 2;
      case FLOAT64 -> 1;
      default -> 0;
    };
  }

  private static double[] widened(float[] values) {
    double[] result = new double[values.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = values[i];
    }
    return result;
  }

  private static float[] narrowed(double[] values) {
    float[] result = new float[values.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = (float) values[i];
    }
    return result;
  }
}
