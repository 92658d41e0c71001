package io.infer4j.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class GridPlanTest {
  @Test
  void beginsWhereMonaisWindowsBegin() {
    for (double[] row : Vectors.rows("grid_starts")) {
      GridPlan plan = GridWindows.of((int) row[0]).overlap(row[1]).plan((int) row[2]);
      assertThat(plan.count()).as(plan + " overlap " + row[1]).isEqualTo((int) row[3]);
      if (plan.count() > 1) {
        assertThat(plan.start(1, 0)).isEqualTo((int) row[4]);
      }
      assertThat(plan.start(plan.count() - 1, 0)).isEqualTo((int) row[5]);
    }
  }

  @Test
  void cutsTheIntervalInDoubles() {
    assertThat(GridWindows.of(100).overlap(0.9).plan(1000).start(1, 0)).isEqualTo(9);
  }

  @Test
  void variesTheLastDimensionFastest() {
    GridPlan plan = GridWindows.of(2, 2).overlap(0).plan(4, 6);
    assertThat(plan.count()).isEqualTo(6);
    assertThat(new int[] {plan.start(1, 0), plan.start(1, 1)}).containsExactly(0, 2);
    assertThat(new int[] {plan.start(3, 0), plan.start(3, 1)}).containsExactly(2, 0);
  }

  @Test
  void shiftsTheLastWindowBackFlush() {
    GridPlan plan = GridWindows.of(4).overlap(0).plan(10);
    assertThat(plan.start(2, 0)).isEqualTo(6);
  }

  @Test
  void padsHalfRoundedDownBefore() {
    GridPlan plan = GridWindows.of(8).plan(5);
    assertThat(plan.padBefore(0)).isEqualTo(1);
    assertThat(plan.padded(0)).isEqualTo(8);
  }

  @Test
  void hasMoreThanOneWindowOnlyWhereTheImageIsLarger() {
    assertThat(GridWindows.of(8).overlap(0.99).plan(8).count()).isEqualTo(1);
    assertThat(GridWindows.of(8).overlap(0.99).plan(9).count()).isEqualTo(2);
  }

  @Test
  void refusesAWindowThatItDoesNotHave() {
    GridPlan plan = GridWindows.of(8).plan(8);
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> plan.start(1, 0))
        .withMessage("window 1 of 1");
  }

  @Test
  void refusesAnImageOfOtherDimensions() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GridWindows.of(8, 8).plan(10))
        .withMessage("expected an image of 2 dimensions, got [10]");
  }

  @Test
  void refusesAnEmptyImage() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GridWindows.of(8, 8).plan(10, 0))
        .withMessage("expected an image size in dimension 1 of 1 or more, got 0");
  }

  @Test
  void refusesMoreWindowsThanAnIntCounts() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GridWindows.of(2, 2).plan(100_000, 100_000))
        .withMessageContaining("more than 2^31-1 windows");
  }
}
