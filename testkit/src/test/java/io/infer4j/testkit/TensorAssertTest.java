package io.infer4j.testkit;

import static io.infer4j.testkit.TensorAssert.assertThat;
import static io.infer4j.testkit.TensorAssert.assertThatTensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.infer4j.DType;
import io.infer4j.Shape;
import io.infer4j.Tensor;
import io.infer4j.compare.Tolerance;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The assertions fail when they should, and say where. */
class TensorAssertTest {
  private final Tensor expected = Tensor.of(new float[] {1, 2, 100}, 3);

  private static AbstractThrowableAssert<?, ? extends Throwable> failureOf(ThrowingCallable call) {
    return assertThatThrownBy(call).isInstanceOf(AssertionError.class);
  }

  @Test
  void theEntryPointStandsBesideAssertJs() {
    assertThat(expected).hasDType(DType.FLOAT32).hasShape(3).isCloseTo(expected.copy());
    assertThat(expected.elements()).isEqualTo(3);
    assertThat("text").isNotNull();
    assertThatTensor(expected).isNotNull();
  }

  @Test
  void anotherDTypeIsNamed() {
    failureOf(() -> assertThat(expected).hasDType(DType.INT32))
        .hasMessage("Expected dtype int32 but was float32[3]");
  }

  @Test
  void anotherShapeIsNamed() {
    failureOf(() -> assertThat(expected).hasShape(1, 3))
        .hasMessage("Expected shape [1, 3] but was float32[3]");
    failureOf(() -> assertThat(expected).hasShapeAcceptedBy(Shape.of(-1, 3)))
        .hasMessage("Expected a shape that [?, 3] accepts but was float32[3]");
    assertThat(expected).hasShapeAcceptedBy(Shape.of(-1));
  }

  @Test
  void aScalarHasAShapeWithoutDimensions() {
    assertThat(Tensor.of(new float[] {1})).hasShape();
    failureOf(() -> assertThat(expected).hasShape())
        .hasMessage("Expected shape [] but was float32[3]");
  }

  @Test
  void identicalTensorsAreIdentical() {
    assertThat(expected.copy()).isIdenticalTo(expected);
  }

  @Test
  void oneBitOfDifferenceIsNamedByItsCoordinates() {
    Tensor other = Tensor.of(new float[] {1, Math.nextUp(2f), 100}, 3);
    failureOf(() -> assertThat(other).isIdenticalTo(expected))
        .hasMessage(
            """
            Expected float32[3] bit for bit as expected, but 1 of 3 elements differs
              first at [1]: expected 2.0, was 2.0000002
              largest difference 2.384185791015625E-7 at [1]: expected 2.0, was 2.0000002
              expected from [0]: {1.0, 2.0, 100.0}
              actual   from [0]: {1.0, 2.0000002, 100.0}""");
  }

  @Test
  void zeroIsNotIdenticalToMinusZero() {
    Tensor zero = Tensor.of(new float[] {0}, 1);
    Tensor minusZero = Tensor.of(new float[] {-0f}, 1);
    failureOf(() -> assertThat(minusZero).isIdenticalTo(zero))
        .hasMessageContaining("1 of 1 element differs")
        .hasMessageContaining("first at [0]: expected 0.0, was -0.0");
  }

  @Test
  void aNaNIsIdenticalToTheSameNaN() {
    Tensor nan = Tensor.of(new float[] {Float.NaN}, 1);
    assertThat(nan.copy()).isIdenticalTo(nan);
  }

  @Test
  void anotherDTypeIsNotIdenticalThoughTheBitsAre() {
    Tensor bits = Tensor.copyOf(DType.INT32, expected.asBytes(), 3);
    failureOf(() -> assertThat(bits).isIdenticalTo(expected))
        .hasMessageContaining("Expected float32[3] but was int32[3]");
  }

  @Test
  void anotherShapeIsNotClose() {
    failureOf(() -> assertThat(expected.reshape(1, 3)).isCloseTo(expected, 9, 9))
        .hasMessageContaining("Expected float32[3] but was float32[1, 3]");
  }

  @Test
  void otherStringsAreNotIdentical() {
    Tensor a = Tensor.of(new String[] {"a", "b"}, 2);
    Tensor b = Tensor.of(new String[] {"a", "100%"}, 2);
    assertThat(a).isIdenticalTo(a.copy()).isCloseTo(a.copy());
    failureOf(() -> assertThat(b).isIdenticalTo(a))
        .hasMessage(
            """
            Expected string[2] bit for bit as expected, but 1 of 2 elements differs
              first at [1]: expected "b", was "100%"
              expected from [0]: {"a", "b"}
              actual   from [0]: {"a", "100%"}""");
  }

  @Test
  void theFirstAndTheLargestDifferenceAreNamed() {
    Tensor six = Tensor.of(new float[] {0.5f, 0.75f, 0.25f, 0, 0, 0.5f}, 2, 3);
    Tensor other = Tensor.of(new float[] {0.5f, 0.5f, 0.25f, 0, 0, 2.5f}, 2, 3);
    failureOf(() -> assertThat(other).isCloseTo(six, 0.125, 0))
        .hasMessage(
            """
            Expected float32[2, 3] within allclose(atol 0.125, rtol 0.0) of the expected, but 2 of 6 elements differ
              first at [0, 1]: expected 0.75, was 0.5
              largest difference 2.0 at [1, 2]: expected 0.5, was 2.5
              expected from [0, 0]: {0.5, 0.75, 0.25, 0.0}
              actual   from [0, 0]: {0.5, 0.5, 0.25, 0.0}""");
  }

  @Test
  void onlyWhatIsAroundTheFirstDifferenceIsShown() {
    float[] many = new float[1000];
    many[500] = 3;
    failureOf(
            () ->
                assertThat(Tensor.of(many, 10, 100)).isCloseTo(Tensor.of(new float[1000], 10, 100)))
        .hasMessageContaining("first at [5, 0]: expected 0.0, was 3.0")
        .hasMessageContaining("actual   from [4, 98]: {0.0, 0.0, 3.0, 0.0, 0.0}")
        .message()
        .hasSizeLessThan(500);
  }

  @Test
  void aDescriptionComesFirst() {
    failureOf(() -> assertThat(expected).as("scores of 50%").hasShape(4))
        .hasMessageStartingWith("[scores of 50%] ");
  }

  @Test
  void theRelativeToleranceCountsFromTheExpectedValue() {
    Tensor near = Tensor.of(new float[] {1, 2, 101}, 3);
    assertThat(near).isCloseTo(expected, 0, 0.01);
    failureOf(() -> assertThat(near).isCloseTo(expected, 0, 0.0099))
        .hasMessageContaining("first at [2]: expected 100.0, was 101.0");
  }

  @Test
  void theAbsoluteToleranceCountsAlone() {
    Tensor near = Tensor.of(new float[] {1.5f, 2, 100}, 3);
    assertThat(near).isCloseTo(expected, 0.5, 0);
    failureOf(() -> assertThat(near).isCloseTo(expected, 0.49, 0))
        .hasMessageContaining("first at [0]");
  }

  @Test
  void theUsualToleranceIsThatOfTheDType() {
    Tensor near = Tensor.of(new float[] {1, 2, 100.0001f}, 3);
    assertThat(near).isCloseTo(expected);
    assertThat(near.to(DType.FLOAT64).to(DType.FLOAT32)).isCloseTo(expected);
    failureOf(() -> assertThat(near.to(DType.FLOAT64)).isCloseTo(expected.to(DType.FLOAT64)))
        .hasMessageContaining("within allclose(atol 1.0E-7, rtol 1.0E-7)");
    assertThat(near).isCloseTo(expected, Tolerance.polygraphy(0, 1e-5));
  }

  @Test
  void aNaNIsCloseToNothing() {
    Tensor nan = Tensor.of(new float[] {1, Float.NaN, 100}, 3);
    failureOf(() -> assertThat(nan).isCloseTo(expected, 1e9, 1e9))
        .hasMessageContaining("first at [1]: expected 2.0, was NaN");
    failureOf(() -> assertThat(nan).isCloseTo(nan.copy(), 1e9, 1e9))
        .hasMessageContaining("first at [1]: expected NaN, was NaN");
  }

  @Test
  void aNaNIsCloseToANaNWhereThatWasSaid() {
    Tensor nan = Tensor.of(new float[] {1, Float.NaN, 100}, 3);
    assertThat(nan).withEqualNaNs().isCloseTo(nan.copy(), 0, 0);
    failureOf(() -> assertThat(nan).withEqualNaNs().isCloseTo(expected, 1e9, 1e9))
        .hasMessageContaining("first at [1]: expected 2.0, was NaN");
  }

  @Test
  void aNaNIsNamed() {
    Tensor nan = Tensor.of(new float[] {1, 2, 3, Float.NaN}, 2, 2);
    failureOf(() -> assertThat(nan).hasNoNaN())
        .hasMessage("Expected no NaN but float32[2, 2] has one at [1, 1]");
    assertThat(expected).hasNoNaN();
    assertThat(Tensor.of(new String[] {"NaN"}, 1)).hasNoNaN();
  }

  @Test
  void anInfinityIsCloseToItselfOnly() {
    Tensor infinite = Tensor.of(new float[] {Float.POSITIVE_INFINITY}, 1);
    assertThat(infinite.copy()).isCloseTo(infinite, 0, 0);
    Tensor finite = Tensor.of(new float[] {Float.MAX_VALUE}, 1);
    failureOf(() -> assertThat(infinite).isCloseTo(finite, 1, 0.5));
  }

  @Test
  void neighboursThatAreOneDoubleStillDiffer() {
    long big = 1L << 60;
    Tensor a = Tensor.of(new long[] {big}, 1);
    Tensor b = Tensor.of(new long[] {big + 1}, 1);
    assertThat(b).isCloseTo(a, 1, 0);
    failureOf(() -> assertThat(b).isCloseTo(a))
        .hasMessageContaining("expected 1152921504606846976, was 1152921504606846977")
        .hasMessageContaining("largest difference 1.0");
  }

  @Test
  void theLargestDifferenceOfUnsignedNumbersIsUnsigned() {
    Tensor a = Tensor.copyOf(DType.UINT64, java.nio.LongBuffer.wrap(new long[] {0}), 1);
    Tensor b = Tensor.copyOf(DType.UINT64, java.nio.LongBuffer.wrap(new long[] {-1}), 1);
    failureOf(() -> assertThat(b).isIdenticalTo(a))
        .hasMessageContaining("expected 0, was 18446744073709551615")
        .hasMessageContaining("largest difference 1.8446744073709552E19");
  }

  @Test
  void emptyTensorsAreEqual() {
    Tensor empty = Tensor.allocate(DType.FLOAT32, 0, 4);
    assertThat(empty).isIdenticalTo(empty.copy()).isCloseTo(empty.copy());
  }

  @Test
  void aMissingTensorIsNotAccepted() {
    Tensor none = null;
    failureOf(() -> assertThat(none).hasShape(1));
  }
}
