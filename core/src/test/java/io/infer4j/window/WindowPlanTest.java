package io.infer4j.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.infer4j.DType;
import io.infer4j.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WindowPlanTest {
  private static final Padding[] HOLD_ALL = {
    Padding.ZEROS, Padding.REPEAT_EDGE, Padding.SHIFT_BACK
  };

  private static long[] starts(WindowPlan plan) {
    long[] starts = new long[(int) plan.count()];
    for (int i = 0; i < starts.length; i++) {
      starts[i] = plan.start(i);
    }
    return starts;
  }

  private static long[] sources(WindowPlan plan, long window) {
    long[] sources = new long[plan.windows().size()];
    for (int i = 0; i < sources.length; i++) {
      sources[i] = plan.source(window, i);
    }
    return sources;
  }

  @Test
  void hasTheWindowsOfE2eSpot() {
    for (double[] row : Vectors.rows("spot")) {
      int size = (int) row[1];
      Windows windows = Windows.of(size).overlap((int) row[2]).lead((int) row[3]);
      WindowPlan plan = windows.plan((long) row[0]);
      assertThat(plan.count()).as(plan.toString()).isEqualTo((long) row[4]);
      assertThat(plan.start(0)).isEqualTo((long) row[5]);
      assertThat(plan.start(plan.count() - 1)).isEqualTo((long) row[6]);
    }
  }

  @Test
  void dropsTheTailAsTorchvisionUnfolds() {
    for (double[] row : Vectors.rows("unfold")) {
      WindowPlan plan =
          Windows.of((int) row[1])
              .padding(Padding.DROP_TAIL)
              .step((int) row[2])
              .stride((int) row[3])
              .plan((long) row[0]);
      assertThat(plan.count()).as(plan.toString()).isEqualTo((long) row[4]);
      if (plan.count() > 0) {
        assertThat(plan.source(plan.count() - 1, (int) row[1] - 1)).isEqualTo((long) row[5]);
      }
    }
  }

  @Test
  void hasNoWindowsOverNoFrames() {
    for (Padding padding : Padding.values()) {
      assertThat(Windows.of(8).padding(padding).plan(0).count()).isZero();
    }
  }

  @Test
  void shiftsTheLastWindowBackUntilItEndsWithTheLastFrame() {
    WindowPlan plan = Windows.of(32).step(16).padding(Padding.SHIFT_BACK).plan(39);
    assertThat(starts(plan)).containsExactly(0, 7);
  }

  @Test
  void hasNoWindowTwiceWhereShiftingIsNotNeeded() {
    WindowPlan plan = Windows.of(8).step(4).padding(Padding.SHIFT_BACK).plan(16);
    assertThat(starts(plan)).containsExactly(0, 4, 8);
  }

  @Test
  void fillsAWindowUpWithZerosWhereThereIsNothingToShiftBackTo() {
    WindowPlan plan = Windows.of(4).padding(Padding.SHIFT_BACK).plan(3);
    assertThat(sources(plan, 0)).containsExactly(0, 1, 2, -1);
  }

  @Test
  void padsWithZerosAtBothEnds() {
    WindowPlan plan = Windows.of(6).lead(2).plan(3);
    assertThat(sources(plan, 0)).containsExactly(-1, -1, 0, 1, 2, -1);
  }

  @Test
  void repeatsTheEdgeAtBothEnds() {
    WindowPlan plan = Windows.of(6).lead(2).padding(Padding.REPEAT_EDGE).plan(3);
    assertThat(sources(plan, 0)).containsExactly(0, 0, 0, 1, 2, 2);
  }

  @Test
  void takesEveryStrideThFrame() {
    WindowPlan plan = Windows.of(3).step(2).stride(4).plan(17);
    assertThat(plan.frames()).isEqualTo(5);
    assertThat(sources(plan, 1)).containsExactly(8, 12, 16);
  }

  @Test
  void repeatsTheLastFrameThatTheStrideTakes() {
    WindowPlan plan = Windows.of(3).stride(4).padding(Padding.REPEAT_EDGE).plan(8);
    assertThat(sources(plan, 0)).containsExactly(0, 4, 4);
  }

  @Test
  void holdsEveryFrameInAtLeastOneWindow() {
    Random random = new Random(1);
    for (int trial = 0; trial < 5000; trial++) {
      WindowPlan plan = randomPlan(random, HOLD_ALL);
      for (long frame = 0; frame < plan.frames(); frame++) {
        assertThat(plan.support(frame)).as("frame %s of %s", frame, plan).isPositive();
      }
    }
  }

  @Test
  void countsTheWindowsThatHoldAFrameAsTheirPositionsDo() {
    Random random = new Random(2);
    for (int trial = 0; trial < 3000; trial++) {
      WindowPlan plan = randomPlan(random, Padding.values());
      long[] support = new long[(int) plan.frames()];
      for (long start : starts(plan)) {
        for (long f = Math.max(0, start); f < start + plan.windows().size(); f++) {
          if (f < support.length) {
            support[(int) f]++;
          }
        }
      }
      for (int frame = 0; frame < support.length; frame++) {
        assertThat(plan.support(frame)).as("frame %s of %s", frame, plan).isEqualTo(support[frame]);
      }
    }
  }

  @Test
  void hasWindowsInAscendingOrderOfWhichEachHoldsAFrame() {
    Random random = new Random(3);
    for (int trial = 0; trial < 5000; trial++) {
      WindowPlan plan = randomPlan(random, Padding.values());
      List<Long> ends = new ArrayList<>();
      long before = Long.MIN_VALUE;
      for (long start : starts(plan)) {
        assertThat(start).as(plan.toString()).isGreaterThan(before).isLessThan(plan.frames());
        assertThat(start + plan.windows().size()).isPositive();
        before = start;
        ends.add(start);
      }
      assertThat(ends).hasSize((int) plan.count());
    }
  }

  @Test
  void goesOnWhereIntsEnd() {
    WindowPlan plan = Windows.of(96).overlap(48).plan(10_000_000_000L);
    assertThat(plan.start(plan.count() - 1)).isGreaterThan(9_999_999_900L);
  }

  @Test
  void refusesAWindowThatItDoesNotHave() {
    WindowPlan plan = Windows.of(8).plan(8);
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> plan.start(1))
        .withMessage("window 1 of 1");
  }

  @Test
  void refusesAPositionThatAWindowDoesNotHave() {
    WindowPlan plan = Windows.of(8).plan(8);
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> plan.source(0, 8))
        .withMessage("position 8 of 8");
  }

  @Test
  void refusesAFrameThatItDoesNotHave() {
    WindowPlan plan = Windows.of(8).plan(8);
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> plan.support(8))
        .withMessage("frame 8 of 8");
  }

  static WindowPlan randomPlan(Random random, Padding... paddings) {
    int size = 1 + random.nextInt(12);
    Padding padding = paddings[random.nextInt(paddings.length)];
    boolean padded = padding == Padding.ZEROS || padding == Padding.REPEAT_EDGE;
    Windows windows =
        Windows.of(size)
            .padding(padding)
            .step(1 + random.nextInt(padding == Padding.DROP_TAIL ? 20 : size))
            .stride(1 + random.nextInt(3))
            .lead(padded ? random.nextInt(size) : 0);
    int[] lengths = {0, 1, size - 1, size, size + 1, random.nextInt(60)};
    return windows.plan(lengths[random.nextInt(lengths.length)]);
  }

  @Test
  void aWindowIsCopiedWithZerosWhereItHasNoFrames() {
    WindowPlan plan = Windows.of(4).step(3).lead(1).plan(4);
    Tensor frames = Tensor.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, 4, 2);
    Tensor target = Tensor.of(new float[8], 1, 4, 2);

    plan.copy(frames, 0, target);
    assertThat(target.toFloats()).containsExactly(0, 0, 1, 2, 3, 4, 5, 6);
    plan.copy(frames, 1, target);
    assertThat(target.toFloats()).containsExactly(5, 6, 7, 8, 0, 0, 0, 0);
  }

  @Test
  void aTargetOfAnotherSizeIsRefused() {
    WindowPlan plan = Windows.of(2).plan(3);
    Tensor frames = Tensor.allocate(DType.FLOAT32, 3, 2);
    assertThatThrownBy(() -> plan.copy(frames, 0, Tensor.allocate(DType.FLOAT32, 2, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "expected frames [3, ...] and a target of 2 of them, got float32[3, 2] and"
                + " float32[2, 3]");
  }
}
