package io.infer4j.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WindowsTest {
  @Test
  void doNotOverlapUnlessAsked() {
    assertThat(Windows.of(16).step()).isEqualTo(16);
  }

  @Test
  void ofF3setAre96FramesWithHalfOverlapAndALeadOf5Zeros() {
    assertThat(Windows.of(96).overlap(48).lead(5))
        .hasToString("windows of 96, step 48, stride 1, lead 5, ZEROS");
  }

  @Test
  void haveTheStepThatAnOverlapLeaves() {
    assertThat(Windows.of(100).overlap(99).step()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"100, 0.9, 9", "10, 0.7, 3", "10, 0.99, 1", "7, 0, 7", "1, 0.5, 1", "96, 0.5, 48"})
  void haveTheStepThatMonaiCutsFromARatioInDoubles(int size, double ratio, int step) {
    assertThat(Windows.of(size).overlapRatio(ratio).step()).isEqualTo(step);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 1.5, -0.1, Double.NaN, Double.POSITIVE_INFINITY})
  void refuseARatioThatIsNotAtLeast0AndBelow1(double ratio) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Windows.of(8).overlapRatio(ratio))
        .withMessage("expected an overlap ratio of at least 0 and less than 1, got %s", ratio);
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 9, -1, Integer.MIN_VALUE})
  void refuseAnOverlapOfTheWholeWindowOrMore(int overlap) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Windows.of(8).overlap(overlap))
        .withMessage("expected an overlap of 0 to size - 1 = 7 frames, got %s", overlap);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void refuseASizeBelow1(int size) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Windows.of(size))
        .withMessage("expected a window size of 1 or more, got %s", size);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -3})
  void refuseAStepBelow1(int step) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Windows.of(8).step(step))
        .withMessage("expected a step of 1 or more, got %s", step);
  }

  @Test
  void refuseAStepThatLeavesFramesOut() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Windows.of(8).step(9))
        .withMessageContaining("expected a step of at most the window size 8")
        .withMessageContaining("got 9");
  }

  @Test
  void takeAStepThatLeavesFramesOutWhereTheTailMayBeDropped() {
    assertThatCode(() -> Windows.of(8).padding(Padding.DROP_TAIL).step(20))
        .doesNotThrowAnyException();
  }

  @Test
  void refuseToPadAgainWhereStepsLeaveFramesOut() {
    Windows sparse = Windows.of(8).padding(Padding.DROP_TAIL).step(20);
    assertThatIllegalArgumentException().isThrownBy(() -> sparse.padding(Padding.ZEROS));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void refuseAStrideBelow1(int stride) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Windows.of(8).stride(stride))
        .withMessage("expected a stride of 1 or more, got %s", stride);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 8, 100})
  void refuseALeadThatIsNotWithinAWindow(int lead) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Windows.of(8).lead(lead))
        .withMessage("expected a lead of 0 to size - 1 = 7, got %s", lead);
  }

  @Test
  void refuseALeadWhereNothingIsPadded() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Windows.of(8).padding(Padding.SHIFT_BACK).lead(1))
        .withMessageContaining("and 0 with SHIFT_BACK, got 1");
  }

  @Test
  void refuseNullForPadding() {
    assertThatNullPointerException()
        .isThrownBy(() -> Windows.of(8).padding(null))
        .withMessage("padding");
  }

  @Test
  void refuseANegativeLength() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Windows.of(8).plan(-1))
        .withMessage("expected a length of 0 or more frames, got -1");
  }
}
