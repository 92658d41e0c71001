package io.infer4j.rally.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class MatchingTest {
  @Test
  void framesAtTheToleranceMatch() {
    assertThat(pairs(new long[] {10}, new long[] {12})).isEqualTo(1);
  }

  @Test
  void framesBeyondTheToleranceDoNot() {
    assertThat(pairs(new long[] {10}, new long[] {13})).isZero();
  }

  @Test
  void oneFrameMatchesOneOtherOnly() {
    assertThat(pairs(new long[] {10}, new long[] {9, 11})).isEqualTo(1);
  }

  @Test
  void nearestIsNotTakenWhereAnotherNeedsIt() {
    // 11 is nearest to 12, but then 9 would have none.
    assertThat(pairs(new long[] {9, 12}, new long[] {11, 14})).isEqualTo(2);
  }

  @Test
  void nothingMatchesNothing() {
    assertThat(pairs(new long[0], new long[] {3})).isZero();
  }

  @Test
  void isAsLargeAsAnyMatching() {
    Random random = new Random(1);
    for (int i = 0; i < 3000; i++) {
      long[] a = frames(random);
      long[] b = frames(random);
      assertThat(pairs(a, b)).isEqualTo(largestOfAll(a, b, 0, 0));
    }
  }

  private static int pairs(long[] a, long[] b) {
    return Matching.largest(a, b, 2);
  }

  private static long[] frames(Random random) {
    return random.longs(random.nextInt(7), 0, 20).sorted().toArray();
  }

  /** Tries every partner for each of a, or none. */
  private static int largestOfAll(long[] a, long[] b, int i, int taken) {
    if (i == a.length) {
      return 0;
    }
    int best = largestOfAll(a, b, i + 1, taken);
    for (int j = 0; j < b.length; j++) {
      if ((taken & 1 << j) == 0 && Math.abs(a[i] - b[j]) <= 2) {
        best = Math.max(best, 1 + largestOfAll(a, b, i + 1, taken | 1 << j));
      }
    }
    return best;
  }
}
