package io.infer4j.testkit.conformance;

import static io.infer4j.testkit.TensorAssert.assertThatTensor;
import static org.assertj.core.api.Assertions.assertThat;

import io.infer4j.Capability;
import io.infer4j.Model;
import io.infer4j.Tensor;
import java.util.Map;

/** Numerics: IEEE 754 as NumPy has it. */
interface NumericRules {
  /** The sums (or differences) that the fixture add_sub gives of six pairs. */
  private static Tensor addSub(Subject subject, String output, float[] a, float[] b) {
    try (Model model = subject.load("add_sub")) {
      return model.run(Map.of("a", Tensor.of(a, 2, 3), "b", Tensor.of(b, 2, 3))).get(output);
    }
  }

  @Rule(
      id = "NUM-01",
      says = "A NaN in gives NaN in its place and nowhere else.",
      lookAt = "conversions on the way in and out, or a runtime's fast-math",
      fixtures = "add_sub")
  default void aNaNStaysInItsPlace(Subject subject) {
    float[] a = {1, Float.NaN, 3, 4, 5, 6};
    float[] sum = addSub(subject, "sum", a, new float[] {1, 1, 1, Float.NaN, 1, 1}).toFloats();
    assertThat(sum).containsExactly(2, Float.NaN, 4, Float.NaN, 6, 7);
  }

  @Rule(
      id = "NUM-02",
      says = "Infinities add up as in IEEE 754: equal ones have no difference, NaN.",
      lookAt = "a runtime's fast-math, or values that are clipped",
      fixtures = "add_sub")
  default void infinitiesAddUp(Subject subject) {
    float inf = Float.POSITIVE_INFINITY;
    float[] a = {inf, -inf, inf, Float.MAX_VALUE, 1, -Float.MAX_VALUE};
    float[] b = {inf, -inf, -inf, -Float.MAX_VALUE, inf, Float.MAX_VALUE};
    assertThat(addSub(subject, "difference", a, b).toFloats())
        .containsExactly(Float.NaN, Float.NaN, inf, inf, -inf, -inf);
  }

  @Rule(
      id = "NUM-03",
      says = "Subnormals are not flushed to zero.",
      lookAt = "the runtime's denormal mode: its threads must keep them",
      fixtures = "add_sub",
      needs = Capability.SUBNORMALS)
  default void subnormalsAreKept(Subject subject) {
    float least = Float.MIN_VALUE;
    float[] a = {least, -least, 3 * least, Float.MIN_NORMAL, 0, least};
    float[] b = {0, 0, least, -least, -least, least};
    assertThat(addSub(subject, "sum", a, b).toFloats())
        .containsExactly(least, -least, 4 * least, Float.MIN_NORMAL - least, -least, 2 * least);
  }

  @Rule(
      id = "NUM-04",
      says = "The sign of zero is kept.",
      lookAt = "a runtime's fast-math",
      fixtures = "add_sub")
  default void theSignOfZeroIsKept(Subject subject) {
    float[] a = {-0f, -0f, 0, 1, -1, 0};
    float[] b = {-0f, 0, -0f, -1, 1, 0};
    assertThatTensor(addSub(subject, "sum", a, b))
        .isIdenticalTo(Tensor.of(new float[] {-0f, 0, 0, 0, 0, 0}, 2, 3));
  }

  @Rule(
      id = "NUM-05",
      says = "int32 is exact over its whole range.",
      lookAt = "whether int32 passes through float32, which has 24 bits",
      fixtures = "add_int32")
  default void int32IsExact(Subject subject) {
    subject.runs("add_int32");
  }

  @Rule(
      id = "NUM-06",
      says = "int64 is exact beyond 2^53.",
      lookAt = "whether int64 passes through float64, which has 53 bits",
      fixtures = "add_int64")
  default void int64IsExact(Subject subject) {
    subject.runs("add_int64");
  }

  @Rule(
      id = "NUM-07",
      says = "A row's result does not depend on the rows beside it.",
      lookAt = "where each row of a batch begins",
      fixtures = "mlp_batch",
      needs = Capability.DYNAMIC_SHAPES)
  default void rowsAreIndependent(Subject subject) {
    Fixture fixture = Fixture.of("mlp_batch");
    Tensor batch = fixture.onlyIn(1);
    Tensor expected = fixture.onlyOut(1);
    try (Model model = subject.load("mlp_batch")) {
      for (int row = 0; row < batch.shape().dim(0); row++) {
        assertThatTensor(model.run(batch.slice(row, row + 1)).single())
            .as("row %s alone", row)
            .isCloseTo(expected.slice(row, row + 1), 1e-6, 1e-5);
      }
    }
  }

  @Rule(
      id = "NUM-08",
      says = "Rounding is to the nearest: a sum of two float32 is exact to the last bit.",
      lookAt = "whether the runtime computes in a narrower type than float32",
      fixtures = "add_sub")
  default void sumsAreRoundedToTheNearest(Subject subject) {
    float[] a = {0.1f, 16777216, 1e30f, -0.3f, 1.0000001f, 33554432};
    float[] b = {0.2f, 1, -1e23f, 0.1f, 1e-8f, 3};
    float[] expected = new float[6];
    for (int i = 0; i < 6; i++) {
      expected[i] = a[i] + b[i];
    }
    assertThatTensor(addSub(subject, "sum", a, b)).isIdenticalTo(Tensor.of(expected, 2, 3));
  }
}
