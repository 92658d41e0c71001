package io.infer4j.testkit;

import io.infer4j.Tensor;
import org.assertj.core.api.AbstractAssert;

/** AssertJ assertions on a {@link Tensor}; a failure names the first element that differs. */
public final class TensorAssert extends AbstractAssert<TensorAssert, Tensor> {
  private TensorAssert(Tensor actual) {
    super(actual, TensorAssert.class);
  }

  /** Begins assertions on a tensor. */
  public static TensorAssert assertThatTensor(Tensor actual) {
    return new TensorAssert(actual);
  }

  /** Same dtype, same dimensions, and the same elements, bit for bit (NaN equals the same NaN). */
  public TensorAssert isIdenticalTo(Tensor expected) {
    hasTypeAndShapeOf(expected);
    if (actual.dtype() == io.infer4j.DType.STRING) {
      if (!actual.asStrings().equals(expected.asStrings())) {
        failWithMessage("Expected %s but was %s", expected.asStrings(), actual.asStrings());
      }
      return this;
    }
    int at = actual.asBytes().mismatch(expected.asBytes());
    if (at >= 0) {
      int element = at / actual.dtype().byteSize();
      failWithMessage("Expected %s but was %s: element %s differs", expected, actual, element);
    }
    return this;
  }

  /**
   * Same dtype, same dimensions, and {@code |actual - expected| <= atol + rtol * |expected|} for
   * every element, as in NumPy's {@code allclose}; a NaN on either side fails.
   */
  public TensorAssert isCloseTo(Tensor expected, double atol, double rtol) {
    hasTypeAndShapeOf(expected);
    double[] a = actual.toDoubles();
    double[] b = expected.toDoubles();
    for (int i = 0; i < a.length; i++) {
      boolean close = a[i] == b[i] || Math.abs(a[i] - b[i]) <= atol + rtol * Math.abs(b[i]);
      if (!close) {
        failWithMessage(
            "Expected element %s to be %s within %s + %s * |expected| but was %s",
            i, b[i], atol, rtol, a[i]);
      }
    }
    return this;
  }

  private void hasTypeAndShapeOf(Tensor expected) {
    isNotNull();
    if (actual.dtype() != expected.dtype() || !actual.shape().equals(expected.shape())) {
      failWithMessage(
          "Expected %s%s but was %s%s",
          expected.dtype(), expected.shape(), actual.dtype(), actual.shape());
    }
  }
}
