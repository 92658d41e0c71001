package io.infer4j.testkit;

import static io.infer4j.testkit.TensorAssert.assertThatTensor;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.infer4j.DType;
import io.infer4j.Tensor;
import org.junit.jupiter.api.Test;

/** The assertions fail when they should, and say where. */
class TensorAssertTest {
  private final Tensor expected = Tensor.of(new float[] {1, 2, 100}, 3);

  @Test
  void identicalTensorsAreIdentical() {
    assertThatTensor(expected.copy()).isIdenticalTo(expected);
  }

  @Test
  void oneBitOfDifferenceIsNamedByItsElement() {
    Tensor other = Tensor.of(new float[] {1, Math.nextUp(2f), 100}, 3);
    assertThatThrownBy(() -> assertThatTensor(other).isIdenticalTo(expected))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("element 1 differs");
  }

  @Test
  void aNaNIsIdenticalToTheSameNaN() {
    Tensor nan = Tensor.of(new float[] {Float.NaN}, 1);
    assertThatTensor(nan.copy()).isIdenticalTo(nan);
  }

  @Test
  void anotherDTypeIsNotIdenticalThoughTheBitsAre() {
    Tensor bits = Tensor.copyOf(DType.INT32, expected.asBytes(), 3);
    assertThatThrownBy(() -> assertThatTensor(bits).isIdenticalTo(expected))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("Expected float32[3] but was int32[3]");
  }

  @Test
  void anotherShapeIsNotClose() {
    assertThatThrownBy(() -> assertThatTensor(expected.reshape(1, 3)).isCloseTo(expected, 9, 9))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("Expected float32[3] but was float32[1, 3]");
  }

  @Test
  void otherStringsAreNotIdentical() {
    Tensor a = Tensor.of(new String[] {"a", "b"}, 2);
    Tensor b = Tensor.of(new String[] {"a", "c"}, 2);
    assertThatTensor(a).isIdenticalTo(a.copy());
    assertThatThrownBy(() -> assertThatTensor(b).isIdenticalTo(a))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("[a, b]")
        .hasMessageContaining("[a, c]");
  }

  @Test
  void theRelativeToleranceCountsFromTheExpectedValue() {
    Tensor near = Tensor.of(new float[] {1, 2, 101}, 3);
    assertThatTensor(near).isCloseTo(expected, 0, 0.01);
    assertThatThrownBy(() -> assertThatTensor(near).isCloseTo(expected, 0, 0.0099))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("Expected element 2 to be 100.0")
        .hasMessageContaining("was 101.0");
  }

  @Test
  void theAbsoluteToleranceCountsAlone() {
    Tensor near = Tensor.of(new float[] {1.5f, 2, 100}, 3);
    assertThatTensor(near).isCloseTo(expected, 0.5, 0);
    assertThatThrownBy(() -> assertThatTensor(near).isCloseTo(expected, 0.49, 0))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("element 0");
  }

  @Test
  void aNaNIsCloseToNothing() {
    Tensor nan = Tensor.of(new float[] {1, Float.NaN, 100}, 3);
    assertThatThrownBy(() -> assertThatTensor(nan).isCloseTo(expected, 1e9, 1e9))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("element 1");
    assertThatThrownBy(() -> assertThatTensor(nan).isCloseTo(nan.copy(), 1e9, 1e9))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void anInfinityIsCloseToItselfOnly() {
    Tensor infinite = Tensor.of(new float[] {Float.POSITIVE_INFINITY}, 1);
    assertThatTensor(infinite.copy()).isCloseTo(infinite, 0, 0);
    Tensor finite = Tensor.of(new float[] {Float.MAX_VALUE}, 1);
    assertThatThrownBy(() -> assertThatTensor(infinite).isCloseTo(finite, 1, 0.5))
        .isInstanceOf(AssertionError.class);
  }
}
