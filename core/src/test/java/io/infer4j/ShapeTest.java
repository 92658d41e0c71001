package io.infer4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShapeTest {
  @Test
  void aScalarHasRankZeroAndOneElement() {
    assertThat(Shape.of().rank()).isZero();
    assertThat(Shape.of().elements()).isEqualTo(1);
    assertThat(Shape.of().isStatic()).isTrue();
    assertThat(Shape.of()).hasToString("[]");
  }

  @Test
  void theCallersArraysAreCopied() {
    long[] dims = {Shape.DYNAMIC, 3};
    String[] names = {"n", null};
    Shape shape = Shape.named(dims, names);
    dims[1] = 4;
    names[0] = "m";
    shape.dims()[1] = 5;
    assertThat(shape).hasToString("[n, 3]");
  }

  @Test
  void aDimensionBelowMinusOneIsRefused() {
    assertThatThrownBy(() -> Shape.of(2, -2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a dimension is 0 or more, or -1 for dynamic, got [2, -2]");
  }

  @Test
  void asManyNamesAsDimensionsAreNeeded() {
    assertThatThrownBy(() -> Shape.named(new long[] {1, 2}, new String[] {"n"}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected a name (or null) for each of 2 dims, got 1");
  }

  @Test
  void onlyDynamicDimensionsKeepTheirNames() {
    Shape shape = Shape.named(new long[] {-1, 3, -1, -1}, new String[] {"n", "c", "", null});
    assertThat(shape.name(0)).isEqualTo("n");
    assertThat(shape.name(1)).isNull();
    assertThat(shape.name(2)).isNull();
    assertThat(shape.name(3)).isNull();
    assertThat(shape).hasToString("[n, 3, ?, ?]");
  }

  @Test
  void anUnknownRankCannotBeAskedFor() {
    assertThat(Shape.unknown().hasRank()).isFalse();
    assertThat(Shape.unknown().isStatic()).isFalse();
    assertThat(Shape.unknown().dims()).isEmpty();
    assertThat(Shape.unknown()).hasToString("[...]");
    assertThatThrownBy(() -> Shape.unknown().rank())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("this shape's rank is unknown until a run");
  }

  @Test
  void aDynamicShapeHasNoNumberOfElements() {
    assertThatThrownBy(() -> Shape.of(2, -1).elements())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("shape [2, ?] has no fixed number of elements");
    assertThatThrownBy(() -> Shape.unknown().elements())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("shape [...] has no fixed number of elements");
  }

  @Test
  void anEmptyDimensionMakesEvenAHugeShapeEmpty() {
    assertThat(Shape.of(1L << 62, 1L << 62, 0).elements()).isZero();
  }

  @Test
  void moreElementsThanALongHoldsAreRefused() {
    assertThat(Shape.of(Long.MAX_VALUE, 1).elements()).isEqualTo(Long.MAX_VALUE);
    assertThatThrownBy(() -> Shape.of(1L << 32, 1L << 31).elements())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("shape [4294967296, 2147483648] has more than 2^63-1 elements");
  }

  @Test
  void elementsAreTheProductOfTheDimensions() {
    Random random = new Random(5);
    for (int i = 0; i < 20_000; i++) {
      long[] dims = new long[random.nextInt(5)];
      BigInteger product = BigInteger.ONE;
      for (int k = 0; k < dims.length; k++) {
        dims[k] = random.nextInt(20) == 0 ? 0 : random.nextLong() >>> (1 + random.nextInt(62));
        product = product.multiply(BigInteger.valueOf(dims[k]));
      }
      Shape shape = Shape.of(dims);
      if (product.bitLength() < 64) {
        assertThat(shape.elements()).as("%s", shape).isEqualTo(product.longValueExact());
      } else {
        assertThatThrownBy(shape::elements)
            .as("%s", shape)
            .isInstanceOf(IllegalArgumentException.class);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'2,3', '2,3', true",
    "'2,3', '2,4', false",
    "'2,3', '2', false",
    "'2,3', '2,3,1', false",
    "'-1,3', '7,3', true",
    "'-1,3', '0,3', true",
    "'-1,3', '7,4', false",
    "'-1', '-1', true",
    "'2', '-1', false",
    "'', '', true",
    "'', '1', false",
    "'1', '', false",
  })
  void aDynamicDimensionAcceptsAnySizeAndAFixedOneOnlyItsOwn(
      String declared, String given, boolean accepted) {
    assertThat(parse(declared).accepts(parse(given))).isEqualTo(accepted);
  }

  @Test
  void anUnknownRankAcceptsEveryShapeAndIsAcceptedOnlyByItself() {
    assertThat(Shape.unknown().accepts(Shape.of())).isTrue();
    assertThat(Shape.unknown().accepts(Shape.of(1, 2))).isTrue();
    assertThat(Shape.unknown().accepts(Shape.unknown())).isTrue();
    assertThat(Shape.of().accepts(Shape.unknown())).isFalse();
  }

  @Test
  void equalityIsOfDimensionsAndNames() {
    Shape named = Shape.named(new long[] {-1, 3}, new String[] {"n", null});
    assertThat(named)
        .isEqualTo(Shape.named(new long[] {-1, 3}, new String[] {"n", "c"}))
        .hasSameHashCodeAs(Shape.named(new long[] {-1, 3}, new String[] {"n", "c"}))
        .isNotEqualTo(Shape.of(-1, 3))
        .isNotEqualTo(Shape.of(2, 3))
        .isNotEqualTo("[n, 3]");
  }

  @Test
  void theUnknownRankIsNotAScalar() {
    assertThat(Shape.unknown()).isEqualTo(Shape.unknown()).isNotEqualTo(Shape.of());
  }

  private static Shape parse(String dims) {
    if (dims.isEmpty()) {
      return Shape.of();
    }
    String[] parts = dims.split(",", -1);
    long[] all = new long[parts.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = Long.parseLong(parts[i]);
    }
    return Shape.of(all);
  }
}
