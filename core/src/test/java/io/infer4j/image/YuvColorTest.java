package io.infer4j.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class YuvColorTest {
  /** All 2^24 colours; the fixed point may only matter where the exact value is next to a half. */
  @ParameterizedTest
  @EnumSource
  void everyColourIsTheFormulaRounded(YuvColor color) {
    boolean bt601 = color == YuvColor.BT601_FULL || color == YuvColor.BT601_LIMITED;
    boolean limited = color == YuvColor.BT601_LIMITED || color == YuvColor.BT709_LIMITED;
    double kr = bt601 ? 0.299 : 0.2126;
    double kb = bt601 ? 0.114 : 0.0722;
    double kg = 1 - kr - kb;
    double worst = 0;
    for (int u = 0; u < 256; u++) {
      for (int v = 0; v < 256; v++) {
        double un = (u - 128) * (limited ? 255.0 / 224 : 1);
        double vn = (v - 128) * (limited ? 255.0 / 224 : 1);
        for (int y = 0; y < 256; y++) {
          double yn = limited ? Math.max(0, y - 16) * 255.0 / 219 : y;
          int rgb = RandomSource.toRgb(color, y, u, v);
          double red = yn + 2 * (1 - kr) * vn;
          double green = yn - 2 * (1 - kb) * kb / kg * un - 2 * (1 - kr) * kr / kg * vn;
          double blue = yn + 2 * (1 - kb) * un;
          worst = Math.max(worst, distance(rgb & 0xff, red));
          worst = Math.max(worst, distance(rgb >> 8 & 0xff, green));
          worst = Math.max(worst, distance(rgb >> 16, blue));
        }
      }
    }
    assertThat(worst).isLessThan(0.5005);
  }

  private static double distance(int actual, double exact) {
    return Math.abs(actual - Math.max(0, Math.min(255, exact)));
  }

  @Test
  void fullRangeGreyIsThatGrey() {
    for (int y = 0; y < 256; y++) {
      assertThat(RandomSource.toRgb(YuvColor.BT601_FULL, y, 128, 128)).isEqualTo(y * 0x010101);
    }
  }

  @Test
  void limitedRangeStretchesBlackAndWhite() {
    assertThat(RandomSource.toRgb(YuvColor.BT709_LIMITED, 16, 128, 128)).isEqualTo(0);
    assertThat(RandomSource.toRgb(YuvColor.BT709_LIMITED, 235, 128, 128)).isEqualTo(0xffffff);
    assertThat(RandomSource.toRgb(YuvColor.BT709_LIMITED, 0, 128, 128)).isEqualTo(0);
    assertThat(RandomSource.toRgb(YuvColor.BT709_LIMITED, 255, 128, 128)).isEqualTo(0xffffff);
  }
}
