package io.infer4j.nms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FrameNmsTest {
  private final FrameNms nms = new FrameNms();

  @Test
  void anEventThatIsDroppedStillSuppresses() {
    assertThat(e2eSpot(new int[] {0, 2, 4}, new int[3], 2, 1, 2, 3)).containsExactly(2);
  }

  @Test
  void theWindowReachesThatManyFramesOnEitherSide() {
    assertThat(e2eSpot(new int[] {0, 3}, new int[2], 3, 1, 2)).containsExactly(1);
    assertThat(e2eSpot(new int[] {0, 3}, new int[2], 2, 1, 2)).containsExactly(0, 1);
    assertThat(e2eSpot(new int[] {3, 0}, new int[2], 3, 1, 2)).containsExactly(1);
  }

  @Test
  void tiesEventsOfOtherLabelsAndEventsAtOneFrameAllStay() {
    assertThat(e2eSpot(new int[] {0, 1}, new int[2], 5, 1, 1)).containsExactly(0, 1);
    assertThat(e2eSpot(new int[] {0, 1}, new int[] {1, 2}, 5, 1, 2)).containsExactly(0, 1);
    assertThat(e2eSpot(new int[] {1, 1}, new int[2], 5, 1, 2)).containsExactly(0, 1);
  }

  @Test
  void aNanScoreNeitherSuppressesNorIsSuppressed() {
    assertThat(e2eSpot(new int[] {0, 1, 2}, new int[3], 1, 1, Float.NaN, 0))
        .containsExactly(0, 1, 2);
  }

  @Test
  void framesAtTheEndsOfIntAndTheWidestWindowDoNotOverflow() {
    int[] frames = {Integer.MIN_VALUE, 0, Integer.MAX_VALUE};
    assertThat(e2eSpot(frames, new int[3], Integer.MAX_VALUE, 1, 2, 3)).containsExactly(0, 2);
  }

  @Test
  void perClassPeakComparesWithTheOriginalScores() {
    float[] target = new float[4];
    nms.perClassPeak(new float[] {1, 2, 3, 4}, 4, 1, 3, target);
    assertThat(target).containsExactly(0, 0, 0, 4);
  }

  @Test
  void perClassPeakHalvesItsWindowAndKeepsTies() {
    float[] target = new float[5];
    nms.perClassPeak(new float[] {2, 0, 1, 2, 2}, 5, 1, 1, target);
    assertThat(target).containsExactly(2, 0, 1, 2, 2);
    nms.perClassPeak(new float[] {2, 0, 1, 2, 2}, 5, 1, 2, target);
    assertThat(target).containsExactly(2, 0, 0, 2, 2);
    nms.perClassPeak(new float[] {2, 0, 1, 2, 3}, 5, 1, Integer.MAX_VALUE, target);
    assertThat(target).containsExactly(0, 0, 0, 0, 3);
  }

  @Test
  void f3setKeepsWholeFramesWhereTheBackgroundIsLeast() {
    float[] scores = {0.5f, 0.1f, 0.2f, 0.9f, 0.2f, 0.7f, Float.NaN, 0.3f};
    float[] target = new float[8];
    nms.leastBackground(scores, 4, 2, 3, target);
    assertThat(target).containsExactly(0, 0, 0.2f, 0.9f, 0.2f, 0.7f, 0, 0);
  }

  @Test
  void perClassPeakKeepsNanAndDoesNotCountIt() {
    float[] target = new float[3];
    nms.perClassPeak(new float[] {1, Float.NaN, 2}, 3, 1, 4, target);
    assertThat(target).containsExactly(0, Float.NaN, 2);
  }

  @Test
  void noFramesAreNoError() {
    nms.leastBackground(new float[0], 0, 3, 5, new float[0]);
    assertThat(e2eSpot(new int[0], new int[0], 5)).isEmpty();
  }

  private int[] e2eSpot(int[] frames, int[] labels, int window, float... scores) {
    int[] kept = new int[frames.length];
    int count = nms.perLabel(frames, labels, scores, frames.length, window, kept);
    return Arrays.copyOf(kept, count);
  }
}
