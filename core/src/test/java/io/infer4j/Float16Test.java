package io.infer4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class Float16Test {
  /** By the definition of binary16, in arithmetic that is exact in double. */
  static double value(int bits) {
    double sign = (bits & 0x8000) == 0 ? 1 : -1;
    int exponent = bits >> 10 & 0x1f;
    int fraction = bits & 0x3ff;
    if (exponent == 0x1f) {
      return fraction == 0 ? sign * Double.POSITIVE_INFINITY : Double.NaN;
    }
    return exponent == 0
        ? sign * fraction / 1024.0 * Math.pow(2, -14)
        : sign * (1 + fraction / 1024.0) * Math.pow(2, exponent - 15);
  }

  /** The finite value nearest to the magnitude, ties to even; past the last, infinity. */
  static int nearest(double value) {
    return SixteenBits.nearest(value, Float16Test::value, 0x7c00, 65536.0);
  }

  @Test
  void everyBitPatternHasTheValueOfItsDefinition() {
    for (int bits = 0; bits < 65536; bits++) {
      float actual = Float16.toFloat((short) bits);
      assertThat(Float.floatToIntBits(actual))
          .as("%04x", bits)
          .isEqualTo(Float.floatToIntBits((float) value(bits)));
    }
  }

  @Test
  void everyBitPatternButSignallingNansComesBack() {
    for (int bits = 0; bits < 65536; bits++) {
      boolean signalling = (bits & 0x7c00) == 0x7c00 && (bits & 0x3ff) != 0 && (bits & 0x200) == 0;
      int expected = signalling ? bits | 0x200 : bits;
      assertThat(Float16.fromFloat(Float16.toFloat((short) bits)) & 0xffff)
          .as("%04x", bits)
          .isEqualTo(expected);
    }
  }

  @Test
  void fromFloatIsTheNearestForRandomBits() {
    Random random = new Random(1);
    for (int i = 0; i < 300_000; i++) {
      check(Float.intBitsToFloat(random.nextInt()));
    }
  }

  @Test
  void fromFloatIsTheNearestWithinTheRangeOfHalves() {
    Random random = new Random(2);
    for (int i = 0; i < 300_000; i++) {
      int exponent = 127 - 27 + random.nextInt(45);
      check(Float.intBitsToFloat((random.nextInt() & 0x807fffff) | exponent << 23));
    }
  }

  @Test
  void fromFloatIsTheNearestAtAndBesideEveryTieAndEveryValue() {
    for (int bits = 0; bits < 0x7c00; bits++) {
      double low = value(bits);
      double high = bits == 0x7bff ? 65536 : value(bits + 1);
      for (double each : new double[] {low, (low + high) / 2, high}) {
        float middle = (float) each; // Exact: a half way has 12 bits.
        for (float f : new float[] {Math.nextDown(middle), middle, Math.nextUp(middle)}) {
          check(f);
          check(-f);
        }
      }
    }
  }

  @Test
  void from65520OnItIsInfinity() {
    assertThat(Float16.fromFloat(65520f)).isEqualTo((short) 0x7c00);
    assertThat(Float16.fromFloat(Math.nextDown(65520f))).isEqualTo((short) 0x7bff);
    assertThat(Float16.fromFloat(-65520f)).isEqualTo((short) 0xfc00);
    assertThat(Float16.fromFloat(Float.MAX_VALUE)).isEqualTo((short) 0x7c00);
  }

  @Test
  void halfOfTheLeastSubnormalIsZeroOfTheSameSignAndMoreIsNot() {
    assertThat(Float16.fromFloat(0x1p-25f)).isEqualTo((short) 0);
    assertThat(Float16.fromFloat(-0x1p-25f)).isEqualTo((short) 0x8000);
    assertThat(Float16.fromFloat(Math.nextUp(0x1p-25f))).isEqualTo((short) 1);
    assertThat(Float16.fromFloat(-Float.MIN_VALUE)).isEqualTo((short) 0x8000);
  }

  @Test
  void aNanWhosePayloadIsInTheBitsThatAreLostStaysANan() {
    assertThat(Float16.fromFloat(Float.intBitsToFloat(0x7f800001))).isEqualTo((short) 0x7e00);
    assertThat(Float16.fromFloat(Float.intBitsToFloat(0xff800001))).isEqualTo((short) 0xfe00);
  }

  private static void check(float f) {
    int actual = Float16.fromFloat(f) & 0xffff;
    if (Float.isNaN(f)) {
      assertThat(actual & 0x7e00).as("NaN %08x", Float.floatToRawIntBits(f)).isEqualTo(0x7e00);
      return;
    }
    int sign = Float.floatToRawIntBits(f) >>> 16 & 0x8000;
    int expected = nearest(Math.abs((double) f)) | sign;
    if (actual != expected) {
      assertThat(actual).as("%s (%a)", f, f).isEqualTo(expected);
    }
  }
}
