package io.infer4j.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.infer4j.DType;
import io.infer4j.Quantization;
import io.infer4j.Tensor;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final float NAN = Float.NaN;
  private static final float INF = Float.POSITIVE_INFINITY;
  private static final Tolerance EXACT = Tolerance.allclose(0, 0);

  @Test
  void theExampleOfThePackageFailsAtTheSecondElement() {
    Tensor expected = Tensor.of(new float[] {0.1f, 0.7f, 0.2f}, 1, 3);
    Tensor actual = Tensor.of(new float[] {0.1f, 0.5f, 0.2f}, 1, 3);

    Comparison comparison = Comparison.of(expected, actual, Tolerance.allclose(0.01, 0));
    if (!comparison.passed()) {
      System.out.println(comparison); // failed ..., worst at [0, 1]: expected 0.7, actual 0.5
    }
    double agreement = comparison.top1Agreement(); // 1: the same class is the best
    assertThat(comparison.passed()).isFalse();
    assertThat(comparison)
        .hasToString(
            "failed allclose(atol 0.01, rtol 0.0): 1 of 3 elements fail; max abs 0.19999999, mean"
                + " abs 0.06666666, max rel 0.28571427, cosine 0.993808, top-1 1.0, top-3 1.0;"
                + " worst at [0, 1]: expected 0.7, actual 0.5");
    assertThat(agreement).isEqualTo(1);
  }

  @Test
  void figuresAreThoseOfTheDefinitions() {
    Comparison c = of(new float[] {1, -2, 4, 0}, new float[] {1.5f, -2, 3, 0});
    assertThat(c.elements()).isEqualTo(4);
    assertThat(c.failures()).isEqualTo(2);
    assertThat(c.maxAbsolute()).isEqualTo(1);
    assertThat(c.meanAbsolute()).isEqualTo(0.375);
    assertThat(c.maxRelative()).isEqualTo(0.5);
    assertThat(c.cosine()).isCloseTo(17.5 / Math.sqrt(21 * 15.25), within(1e-12));
    assertThat(c.worstIndex()).isEqualTo(2);
    assertThat(c.worstExpected()).isEqualTo(4);
    assertThat(c.worstActual()).isEqualTo(3);
  }

  @Test
  void allcloseAddsItsTwoTolerances() {
    Tolerance rule = Tolerance.allclose(0.5, 0.25);
    assertThat(compare(rule, 2, 3).passed()).isTrue();
    assertThat(compare(rule, 2, 3.01f).passed()).isFalse();
    assertThat(compare(rule, -2, -3).passed()).isTrue();
  }

  @Test
  void allcloseIsRelativeToWhatWasExpected() {
    Tolerance rule = Tolerance.allclose(0, 0.5);
    assertThat(compare(rule, 2, 3).passed()).isTrue();
    assertThat(compare(rule, 1.5f, 3).passed()).isFalse();
    assertThat(compare(rule, 3, 1.5f).passed()).isTrue();
  }

  @Test
  void polygraphyFailsOnlyWhereBothTolerancesAreExceeded() {
    Tolerance rule = Tolerance.polygraphy(0.5, 0.25);
    assertThat(compare(rule, 1, 1.5f).passed()).isTrue(); // absolute alone
    assertThat(compare(rule, 8, 10).passed()).isTrue(); // relative alone
    assertThat(compare(rule, 2, 3).passed()).isFalse();
    assertThat(compare(rule, 0, 0.6f).passed()).isFalse();
  }

  @Test
  void aNanOnEitherSideOrBothFailsAndIsCounted() {
    Comparison c =
        Comparison.of(
            new float[] {0, NAN, NAN, 1}, new float[] {9, 1, NAN, NAN}, Tolerance.allclose(100, 0));
    assertThat(c.failures()).isEqualTo(3);
    assertThat(c.nans()).isEqualTo(3);
    assertThat(c.maxAbsolute()).isEqualTo(9);
    assertThat(c.meanAbsolute()).isEqualTo(9);
    assertThat(c.worstIndex()).isEqualTo(1);
    assertThat(c.cosine()).isNaN();
    assertThat(c.toString()).contains("3 of 4 elements fail, 3 with NaN");
  }

  @Test
  void anInfinityEqualsOnlyItself() {
    for (Tolerance rule : new Tolerance[] {Tolerance.allclose(1, 1), Tolerance.polygraphy(1, 1)}) {
      assertThat(compare(rule, INF, INF).passed()).isTrue();
      assertThat(compare(rule, INF, -INF).passed()).isFalse();
      assertThat(compare(rule, INF, 1).passed()).isFalse();
      assertThat(compare(rule, 1, INF).passed()).isFalse();
    }
    assertThat(compare(EXACT, INF, INF).maxAbsolute()).isZero();
    assertThat(compare(EXACT, INF, 1).maxRelative()).isInfinite();
  }

  @Test
  void cosineOfZerosIsOneIfBothAreElseZero() {
    assertThat(of(new float[2], new float[2]).cosine()).isEqualTo(1);
    assertThat(of(new float[2], new float[] {1, 0}).cosine()).isZero();
    assertThat(of(new float[] {1, 2}, new float[] {2, 4}).cosine()).isEqualTo(1);
    assertThat(of(new float[] {0, 0}, new float[] {NAN, 0}).cosine()).isNaN();
  }

  @Test
  void agreementIsByRowsAlongTheLastAxis() {
    Tensor expected = Tensor.of(new float[] {3, 2, 1, 0, 3, 2, 1, 0}, 2, 4);
    Tensor actual = Tensor.of(new float[] {3, 1, 2, 0, 1, 2, 3, 0}, 2, 4);
    Comparison c = Comparison.of(expected, actual, EXACT, 2);
    assertThat(c.top1Agreement()).isEqualTo(0.5);
    assertThat(c.topKAgreement()).isEqualTo(0.5); // {0,1} and {0,2}; {0,1} and {2,1}
    assertThat(c.k()).isEqualTo(2);
  }

  @Test
  void emptyAndScalarResultsAreCompared() {
    Comparison empty = of(new float[0], new float[0]);
    assertThat(empty.passed()).isTrue();
    assertThat(empty.worstIndex()).isEqualTo(-1);
    assertThat(empty.toString()).endsWith("top-1 1.0, top-1 1.0");
    Comparison scalar =
        Comparison.of(Tensor.of(new float[] {1}), Tensor.of(new float[] {2}), EXACT);
    assertThat(scalar.toString()).endsWith("worst at []: expected 1.0, actual 2.0");
  }

  @Test
  void defaultsFollowTheCoarserDtype() {
    Tensor one = Tensor.of(new float[] {1}, 1);
    Tensor near = Tensor.of(new float[] {1.0005f}, 1);
    assertThat(Comparison.of(one, near).passed()).isFalse();
    assertThat(Comparison.of(one, near.to(DType.FLOAT16)).passed()).isTrue();
    assertThat(Comparison.of(Tensor.of(new int[] {1}, 1), Tensor.of(new int[] {2}, 1)).passed())
        .isFalse();
    assertThat(Tolerance.defaultFor(DType.FLOAT32))
        .hasToString("allclose(atol 1.0E-5, rtol 1.3E-6)");
    assertThat(Tolerance.defaultFor(DType.BFLOAT16))
        .hasToString("allclose(atol 1.0E-5, rtol 0.016)");
    assertThat(Tolerance.defaultFor(DType.FLOAT64))
        .hasToString("allclose(atol 1.0E-7, rtol 1.0E-7)");
    assertThat(Tolerance.defaultFor(DType.UINT8)).hasToString("allclose(atol 0.0, rtol 0.0)");
  }

  @Test
  void aQuantisedResultIsComparedByWhatItStandsFor() {
    Tensor expected = Tensor.of(new float[] {0.5f, -1, 10, -20}, 2, 2);
    Tensor actual = Tensor.of(new byte[] {3, 0, 3, -1}, 2, 2);
    Quantization q = Quantization.perChannel(new float[] {0.5f, 10}, new int[] {2, 2}, 0);
    // 0.5, -1; 10, -30
    Comparison c = Comparison.ofQuantized(expected, actual, q, Tolerance.quantizationSteps(q, 0.5));
    assertThat(c.failures()).isEqualTo(1);
    assertThat(c.worstIndex()).isEqualTo(3);
    assertThat(c.worstActual()).isEqualTo(-30);
    assertThat(
            Comparison.ofQuantized(expected, actual, q, Tolerance.quantizationSteps(q, 1)).passed())
        .isTrue();
    Quantization whole = Quantization.perTensor(0.5f, 2);
    assertThat(Comparison.ofQuantized(expected, actual, whole, EXACT).maxAbsolute())
        .isEqualTo(18.5);
  }

  @Test
  void badInputIsRefusedWithWhatWasExpectedAndWhatCame() {
    Tensor two = Tensor.of(new float[2], 2);
    refuses(
        () -> Comparison.of(two, Tensor.of(new float[2], 1, 2)),
        "expected two tensors of one shape, got [2] and [1, 2]");
    refuses(
        () -> Comparison.of(two, null), "expected two tensors, got float32[2] {0.0, 0.0} and null");
    refuses(
        () -> Comparison.of(two, Tensor.of(new String[] {"a", "b"}, 2)),
        "expected numbers, got float32 and string");
    refuses(
        () -> Comparison.of(new float[2], new float[3], EXACT),
        "expected two arrays of one length, got 2 and 3 elements");
    refuses(
        () -> Comparison.of(null, new float[3], EXACT),
        "expected two arrays of one length, got null and 3 elements");
    refuses(() -> Comparison.of(two, two, null), "the tolerance is null, expected a rule");
    refuses(() -> Comparison.of(two, two, EXACT, 0), "expected a k of 1 or more, got 0");
    refuses(
        () -> Comparison.ofQuantized(two, two, null, EXACT),
        "the quantization is null, expected scales");
    refuses(
        () ->
            Comparison.ofQuantized(
                two, two, Quantization.perChannel(new float[3], new int[3], 0), EXACT),
        "expected 3 scales along axis 0 to fit the shape, got [2]");
    refuses(
        () -> Tolerance.allclose(-1, 0),
        "expected finite tolerances of 0 or more, got atol -1.0, rtol 0.0");
    refuses(
        () -> Tolerance.polygraphy(0, Double.NaN),
        "expected finite tolerances of 0 or more, got atol 0.0, rtol NaN");
    refuses(() -> Tolerance.defaultFor(DType.STRING), "strings have no numeric tolerance");
  }

  private static Comparison of(float[] expected, float[] actual) {
    return Comparison.of(expected, actual, EXACT);
  }

  private static Comparison compare(Tolerance rule, float expected, float actual) {
    return Comparison.of(new float[] {expected}, new float[] {actual}, rule);
  }

  private static void refuses(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }
}
