package io.infer4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayoutTest {
  @Test
  void theLettersSayWhereAnAxisIs() {
    assertThat(Layout.NTHWC.rank()).isEqualTo(5);
    assertThat(Layout.NTHWC.axisOf('C')).isEqualTo(4);
    assertThat(Layout.NCHW.axisOf('T')).isEqualTo(-1);
  }

  @Test
  void theSameLettersAreEqual() {
    assertThat(Layout.of("NCHW")).isEqualTo(Layout.NCHW).hasSameHashCodeAs(Layout.NCHW);
    assertThat(Layout.of("NCHW")).isNotEqualTo(Layout.NHWC).hasToString("NCHW");
  }

  @Test
  void theOrderNamesTheSourceAxisOfEachTargetAxis() {
    assertThat(Layout.NCHW.orderTo(Layout.NHWC)).containsExactly(0, 2, 3, 1);
    assertThat(Layout.NHWC.orderTo(Layout.NCHW)).containsExactly(0, 3, 1, 2);
  }

  @Test
  void otherLettersAreNoReorder() {
    assertThat(Layout.NCHW.isReorderOf(Layout.NHWC)).isTrue();
    assertThat(Layout.NCHW.isReorderOf(Layout.of("NCH"))).isFalse();
    assertThat(Layout.NCHW.isReorderOf(Layout.of("NCHX"))).isFalse();
    assertThatThrownBy(() -> Layout.NCHW.orderTo(Layout.NTCHW))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected the letters of NCHW in some order, got NTCHW");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nchw", "NCC", "N W", "N1"})
  void whatIsNoLayoutIsRefused(String letters) {
    assertThatThrownBy(() -> Layout.of(letters))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("none twice")
        .hasMessageContaining("'" + letters + "'");
  }
}
