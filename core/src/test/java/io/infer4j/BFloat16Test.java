package io.infer4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BFloat16Test {
  /** By the definition: 8 exponent bits, 7 fraction bits. */
  static double value(int bits) {
    double sign = (bits & 0x8000) == 0 ? 1 : -1;
    int exponent = bits >> 7 & 0xff;
    int fraction = bits & 0x7f;
    if (exponent == 0xff) {
      return fraction == 0 ? sign * Double.POSITIVE_INFINITY : Double.NaN;
    }
    return exponent == 0
        ? sign * fraction / 128.0 * Math.pow(2, -126)
        : sign * (1 + fraction / 128.0) * Math.pow(2, exponent - 127);
  }

  static int nearest(double value) {
    return SixteenBits.nearest(value, BFloat16Test::value, 0x7f80, Math.pow(2, 128));
  }

  @Test
  void everyBitPatternHasTheValueOfItsDefinition() {
    for (int bits = 0; bits < 65536; bits++) {
      assertThat(Float.floatToIntBits(BFloat16.toFloat((short) bits)))
          .as("%04x", bits)
          .isEqualTo(Float.floatToIntBits((float) value(bits)));
    }
  }

  @Test
  void everyBitPatternButSignallingNansComesBack() {
    for (int bits = 0; bits < 65536; bits++) {
      boolean signalling = (bits & 0x7f80) == 0x7f80 && (bits & 0x7f) != 0 && (bits & 0x40) == 0;
      assertThat(BFloat16.fromFloat(BFloat16.toFloat((short) bits)) & 0xffff)
          .as("%04x", bits)
          .isEqualTo(signalling ? bits | 0x40 : bits);
    }
  }

  @Test
  void fromFloatIsTheNearestForRandomBits() {
    Random random = new Random(3);
    for (int i = 0; i < 500_000; i++) {
      check(Float.intBitsToFloat(random.nextInt()));
    }
  }

  @Test
  void fromFloatIsTheNearestAtAndBesideEveryTieAndEveryValue() {
    for (int bits = 0; bits < 0x7f80; bits++) {
      for (int low : new int[] {0, 0x7fff, 0x8000, 0x8001, 0xffff}) {
        check(Float.intBitsToFloat(bits << 16 | low));
        check(Float.intBitsToFloat(bits << 16 | low | 0x80000000));
      }
    }
  }

  @Test
  void aNanWhosePayloadIsInTheBitsThatAreLostStaysANan() {
    assertThat(BFloat16.fromFloat(Float.intBitsToFloat(0x7f800001))).isEqualTo((short) 0x7fc0);
    assertThat(BFloat16.fromFloat(Float.intBitsToFloat(0xffffffff))).isEqualTo((short) 0xffff);
  }

  @Test
  void theLargestFloatIsInfinity() {
    assertThat(BFloat16.fromFloat(Float.MAX_VALUE)).isEqualTo((short) 0x7f80);
  }

  private static void check(float f) {
    int actual = BFloat16.fromFloat(f) & 0xffff;
    if (Float.isNaN(f)) {
      assertThat(actual & 0x7fc0).as("NaN %08x", Float.floatToRawIntBits(f)).isEqualTo(0x7fc0);
      return;
    }
    int sign = Float.floatToRawIntBits(f) >>> 16 & 0x8000;
    int expected = nearest(Math.abs((double) f)) | sign;
    if (actual != expected) {
      assertThat(actual).as("%s (%a)", f, f).isEqualTo(expected);
    }
  }
}
