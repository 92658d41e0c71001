package io.infer4j.testkit;

import io.infer4j.DType;
import io.infer4j.Shape;
import io.infer4j.Tensor;
import io.infer4j.compare.Tolerance;
import java.util.Arrays;
import org.assertj.core.api.AbstractAssert;

/**
 * AssertJ assertions on a {@link Tensor}. Its {@link #assertThat} may be imported beside AssertJ's
 * own:
 *
 * <pre>{@code
 * import static io.infer4j.testkit.TensorAssert.assertThat;
 * import static org.assertj.core.api.Assertions.assertThat;
 *
 * assertThat(scores).hasDType(DType.FLOAT32).hasShape(1, 3).isCloseTo(expected, 1e-5, 0);
 * assertThat(scores.elements()).isEqualTo(3);
 * }</pre>
 *
 * <p>A failure tells how many elements differ, the first of them by its coordinates, the largest
 * difference and where it is, and shows what is around the first one on both sides:
 *
 * <pre>
 * Expected float32[2, 3] within allclose(atol 1.0E-5, rtol 0.0) of the expected, but 2 of 6 elements differ
 *   first at [0, 1]: expected 0.7, was 0.5
 *   largest difference 0.25 at [1, 2]: expected 0.5, was 0.75
 *   expected from [0, 0]: {0.1, 0.7, 0.2, 0.4, 0.1}
 *   actual   from [0, 0]: {0.1, 0.5, 0.2, 0.4, 0.1}
 * </pre>
 *
 * <p>NaN: to {@link #isIdenticalTo} a NaN is equal to a NaN of the same bits; to {@code isCloseTo}
 * a NaN is close to nothing, not even to a NaN, unless {@link #withEqualNaNs} was said.
 */
public final class TensorAssert extends AbstractAssert<TensorAssert, Tensor> {
  private boolean equalNaNs;

  private TensorAssert(Tensor actual) {
    super(actual, TensorAssert.class);
  }

  /** Begins assertions on a tensor. */
  public static TensorAssert assertThat(Tensor actual) {
    return new TensorAssert(actual);
  }

  /** The same as {@link #assertThat}, where another {@code assertThat} hides it. */
  public static TensorAssert assertThatTensor(Tensor actual) {
    return new TensorAssert(actual);
  }

  /** From here on {@code isCloseTo} takes a NaN where a NaN is expected, whatever its bits. */
  public TensorAssert withEqualNaNs() {
    equalNaNs = true;
    return this;
  }

  /** Its element type is this one. */
  public TensorAssert hasDType(DType expected) {
    isNotNull();
    if (actual.dtype() != expected) {
      failWithMessage("Expected dtype %s but was %s", expected, summary());
    }
    return this;
  }

  /** Its dimensions are these; none for a scalar. */
  public TensorAssert hasShape(long... expected) {
    isNotNull();
    if (!Arrays.equals(actual.shape().dims(), expected)) {
      failWithMessage("Expected shape %s but was %s", Arrays.toString(expected), summary());
    }
    return this;
  }

  /** Its shape may stand where this one is declared, see {@link Shape#accepts}. */
  public TensorAssert hasShapeAcceptedBy(Shape declared) {
    isNotNull();
    if (!declared.accepts(actual.shape())) {
      failWithMessage("Expected a shape that %s accepts but was %s", declared, summary());
    }
    return this;
  }

  /** No element is NaN; the message names the first that is. Strings and integers never are. */
  public TensorAssert hasNoNaN() {
    isNotNull();
    if (actual.dtype().isFloatingPoint()) {
      double[] values = actual.toDoubles();
      for (int i = 0; i < values.length; i++) {
        if (Double.isNaN(values[i])) {
          failWithMessage(
              "Expected no NaN but %s has one at %s",
              summary(), Mismatch.coordinates(actual.shape(), i));
        }
      }
    }
    return this;
  }

  /** Same dtype, same dimensions, and the same elements, bit for bit (NaN equals the same NaN). */
  public TensorAssert isIdenticalTo(Tensor expected) {
    hasTypeAndShapeOf(expected);
    Mismatch mismatch = Mismatch.ofBits(expected, actual);
    if (mismatch.isThere()) {
      failWithMessage("%s", "Expected " + summary() + " bit for bit as expected, but " + mismatch);
    }
    return this;
  }

  /**
   * Close by the tolerance that is usual for the dtype, see {@link Tolerance#defaultFor}; strings
   * and integers are equal.
   */
  public TensorAssert isCloseTo(Tensor expected) {
    return expected.dtype() == DType.STRING
        ? isIdenticalTo(expected)
        : isCloseTo(expected, Tolerance.defaultFor(expected.dtype()));
  }

  /**
   * Same dtype, same dimensions, and {@code |actual - expected| <= atol + rtol * |expected|} for
   * every element, as in NumPy's {@code allclose}.
   */
  public TensorAssert isCloseTo(Tensor expected, double atol, double rtol) {
    return isCloseTo(expected, Tolerance.allclose(atol, rtol));
  }

  /**
   * Same dtype, same dimensions, and every element within the tolerance. Differences are computed
   * in {@code double}, those of 64-bit integers exactly.
   *
   * @throws IllegalArgumentException if the dtype is {@link DType#STRING}
   */
  public TensorAssert isCloseTo(Tensor expected, Tolerance tolerance) {
    hasTypeAndShapeOf(expected);
    Mismatch mismatch = Mismatch.of(expected, actual, tolerance, equalNaNs);
    if (mismatch.isThere()) {
      failWithMessage(
          "%s",
          "Expected " + summary() + " within " + tolerance + " of the expected, but " + mismatch);
    }
    return this;
  }

  private String summary() {
    return actual.dtype() + actual.shape().toString();
  }

  private void hasTypeAndShapeOf(Tensor expected) {
    isNotNull();
    if (actual.dtype() != expected.dtype()
        || !Arrays.equals(actual.shape().dims(), expected.shape().dims())) {
      failWithMessage("Expected %s%s but was %s", expected.dtype(), expected.shape(), summary());
    }
  }
}
