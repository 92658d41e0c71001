package io.infer4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class TensorConversionTest {
  private static final int CASES = 2_500;

  static List<Arguments> pairs() {
    List<Arguments> pairs = new ArrayList<>();
    for (DType from : DType.values()) {
      for (DType to : DType.values()) {
        if (from != DType.STRING && to != DType.STRING && from != to) {
          pairs.add(Arguments.of(from, to));
        }
      }
    }
    return pairs;
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void everyConversionIsThatOfExactArithmeticOrARefusal(DType from, DType to) {
    Random random = new Random((from + " to " + to).hashCode());
    int converted = 0;
    for (int i = 0; i < CASES; i++) {
      long bits = Bits.random(from, random);
      Long expected = expected(from, bits, to);
      Tensor tensor = Bits.tensor(from, 0, bits);
      if (expected == null) {
        assertThatThrownBy(() -> tensor.to(to))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageStartingWith(from + " value ")
            .hasMessageEndingWith(" at index 1 does not fit " + to);
      } else {
        converted++;
        Tensor result = tensor.to(to);
        if (Bits.get(result, 1) != expected) {
          assertThat(result).as("%s from %x", tensor, bits).isEqualTo(Bits.tensor(to, 0, expected));
        }
      }
    }
    assertThat(converted).as("cases that fit").isGreaterThan(CASES / 50);
  }

  /** The bits, or null for a refusal. */
  private static Long expected(DType from, long bits, DType to) {
    BigDecimal value = Bits.value(from, bits);
    if (!to.isFloatingPoint()) {
      return value == null ? (to == DType.BOOL ? 1L : null) : Bits.integer(to, value);
    }
    double special = from.isFloatingPoint() ? Bits.floating(from, bits) : 0;
    if (value != null && (value.signum() != 0 || !from.isFloatingPoint())) {
      return Bits.nearest(to, value);
    }
    boolean negative = from.isFloatingPoint() && bits >>> (from.byteSize() * 8 - 1) == 1;
    long sign = negative ? 1L << (to.byteSize() * 8 - 1) : 0;
    if (value != null) {
      return sign; // A zero keeps its sign.
    }
    long infinity =
        switch (to) {
          case FLOAT16 -> 0x7c00L;
          case BFLOAT16 -> 0x7f80L;
          case FLOAT32 -> 0x7f800000L;
          default -> 0x7ff0000000000000L;
        };
    if (Double.isNaN(special)) {
      // Any NaN will do: take the one that came out, if it is one.
      long actual = Bits.get(Bits.tensor(from, bits).to(to), 0);
      return Double.isNaN(Bits.floating(to, actual)) ? actual : infinity;
    }
    return sign | infinity;
  }

  @ParameterizedTest
  @CsvSource({
    // Each is just above a tie of the narrow type that an earlier rounding would make a tie.
    "9007199791611905,     FLOAT32,  5A000001",
    "1152921573326323713,  FLOAT32,  5D800001",
    "1152921573326323712,  FLOAT32,  5D800000",
    "4539628424389459969,  BFLOAT16, 5E7C",
    "2049,                 FLOAT16,  6800",
    "2051,                 FLOAT16,  6802",
  })
  void aLongIsRoundedOnce(long value, DType to, String bits) {
    assertThat(Bits.get(Tensor.of(new long[] {value}).to(to), 0))
        .isEqualTo(Long.parseLong(bits, 16));
    assertThat(Bits.nearest(to, BigDecimal.valueOf(value))).isEqualTo(Long.parseLong(bits, 16));
  }

  @Test
  void aDoubleIsRoundedToSixteenBitsOnce() {
    double justAboveTheTie = 1 + 0x1p-11 + 0x1p-40;
    assertThat(Bits.get(Tensor.of(new double[] {justAboveTheTie}).to(DType.FLOAT16), 0))
        .isEqualTo(0x3c01);
    assertThat(Bits.get(Tensor.of(new double[] {-justAboveTheTie}).to(DType.FLOAT16), 0))
        .isEqualTo(0xbc01);
    assertThat(Bits.get(Tensor.of(new double[] {1 + 0x1p-8 + 0x1p-40}).to(DType.BFLOAT16), 0))
        .isEqualTo(0x3f81);
  }

  @Test
  void anIntIsRoundedToBfloat16Once() {
    int justAboveTheTie = (1 << 30) + (1 << 22) + 1;
    assertThat(Bits.get(Tensor.of(new int[] {justAboveTheTie}).to(DType.BFLOAT16), 0))
        .isEqualTo(0x4e81);
  }

  @Test
  void aFloatTooLargeBecomesInfinity() {
    assertThat(Tensor.of(new double[] {1e39, -1e39}, 2).toFloats())
        .containsExactly(Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY);
  }

  @Test
  void fractionsAreCutTowardZero() {
    assertThat(Tensor.of(new float[] {1.9f, -1.9f, 0.5f, -0.99f}, 4).toInts())
        .containsExactly(1, -1, 0, 0);
    assertThat(Tensor.of(new float[] {-0.99f, 255.9f}, 2).to(DType.UINT8).toInts())
        .containsExactly(0, 255);
  }

  @Test
  void theRefusalNamesTheValueAsItWasBeforeTheCut() {
    assertThatThrownBy(() -> Tensor.of(new float[] {1, 300.7f}, 2).to(DType.UINT8))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("float32 value 300.7 at index 1 does not fit uint8");
  }

  @Test
  void theRefusalNamesAFloatAsAFloat() {
    assertThatThrownBy(() -> Tensor.of(new float[] {1e20f}).toLongs())
        .hasMessage("float32 value 1.0E20 at index 0 does not fit int64");
  }

  @Test
  void nanAndInfinityFitNoInteger() {
    assertThatThrownBy(() -> Tensor.of(new double[] {Double.NaN}).toInts())
        .hasMessage("float64 value NaN at index 0 does not fit int32");
    assertThatThrownBy(() -> Tensor.of(new double[] {Double.NEGATIVE_INFINITY}).to(DType.UINT64))
        .hasMessage("float64 value -Infinity at index 0 does not fit uint64");
  }

  @Test
  void aLargeUnsignedValueIsNamedWithoutASign() {
    assertThatThrownBy(() -> Bits.tensor(DType.UINT64, -1).toLongs())
        .hasMessage("uint64 value 18446744073709551615 at index 0 does not fit int64");
    assertThatThrownBy(() -> Bits.tensor(DType.UINT32, -1).toInts())
        .hasMessage("uint32 value 4294967295 at index 0 does not fit int32");
  }

  @Test
  void uint64BeyondLongIsConvertedToTheNearestDouble() {
    assertThat(Bits.tensor(DType.UINT64, -1, 1L << 63, (1L << 63) + 1025).toDoubles())
        .containsExactly(0x1p64, 0x1p63, 0x1p63 + 2048);
  }

  @Test
  void anyValueButZeroIsTrue() {
    Tensor floats = Tensor.of(new float[] {0, -0f, 0.1f, Float.NaN}, 4);
    assertThat(floats.to(DType.BOOL)).hasToString("bool[4] {false, false, true, true}");
    assertThat(Tensor.of(new long[] {0, 1L << 40}, 2).to(DType.BOOL).toInts())
        .containsExactly(0, 1);
  }

  @Test
  void aBoolOfAnotherByteCountsAsOne() {
    Tensor odd = Tensor.wrap(DType.BOOL, Bits.direct((byte) 7), 1);
    assertThat(odd.toInts()).containsExactly(1);
    assertThat(odd.toFloats()).containsExactly(1f);
  }

  @ParameterizedTest
  @EnumSource
  void toItsOwnDtypeIsACopy(DType dtype) {
    Tensor tensor = Tensor.allocate(dtype, 2, 3);
    Tensor copy = tensor.to(dtype);
    assertThat(copy.shape()).isEqualTo(tensor.shape());
    assertThat(copy.dtype()).isEqualTo(dtype);
    if (dtype == DType.STRING) {
      copy.asStrings().set(0, "changed");
      assertThat(tensor.asStrings().get(0)).isEmpty();
    } else {
      copy.asBytes().put(0, (byte) 1);
      assertThat(tensor.asBytes().get(0)).isZero();
    }
  }

  @Test
  void theShapeStays() {
    assertThat(Tensor.allocate(DType.INT8, 2, 0, 3).to(DType.FLOAT64).shape())
        .isEqualTo(Shape.of(2, 0, 3));
    assertThat(Tensor.allocate(DType.INT8).to(DType.FLOAT64).shape()).isEqualTo(Shape.of());
  }

  @Test
  void stringsAndNumbersAreNotConverted() {
    assertThatThrownBy(() -> Tensor.of(new String[] {"1"}, 1).toFloats())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cannot convert string to float32");
    assertThatThrownBy(() -> Tensor.of(new int[] {1}, 1).to(DType.STRING))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cannot convert int32 to string");
  }

  @Test
  void toArraysConvertFromEveryNumericDtype() {
    for (DType dtype : DType.values()) {
      if (dtype != DType.STRING) {
        Tensor one = Tensor.of(new int[] {1, 0}, 2).to(dtype);
        assertThat(one.toFloats()).as("%s", dtype).containsExactly(1, 0);
        assertThat(one.toDoubles()).as("%s", dtype).containsExactly(1, 0);
        assertThat(one.toInts()).as("%s", dtype).containsExactly(1, 0);
        assertThat(one.toLongs()).as("%s", dtype).containsExactly(1, 0);
      }
    }
  }

  @Test
  void anArrayOfTheTensorsOwnTypeIsACopy() {
    Tensor floats = Tensor.of(new float[] {1, 2}, 2);
    floats.toFloats()[0] = 9;
    assertThat(floats.toFloats()).containsExactly(1, 2);
    Tensor strings = Tensor.of(new String[] {"a"}, 1);
    strings.toStrings()[0] = "b";
    assertThat(strings.toStrings()).containsExactly("a");
  }

  @Test
  void aReadOnlyTensorIsConvertedAndTheResultIsNot() {
    Tensor tensor = Tensor.wrap(DType.UINT8, Bits.direct((byte) 200).asReadOnlyBuffer(), 1);
    assertThat(tensor.toInts()).containsExactly(200);
    assertThat(tensor.to(DType.UINT8).isReadOnly()).isFalse();
    assertThat(tensor.to(DType.INT16).isReadOnly()).isFalse();
  }
}
