package io.infer4j.nms;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SegmentNmsTest {
  private static final float[] THREE = {0, 10, 0, 9, 30, 40};

  @Test
  void anOverlapOfExactlyTheThresholdIsSuppressed() {
    float[] segments = {0, 8388608, 0, 4194304}; // so long that 1e-6 is lost: IoU 0.5
    assertThat(Nms.segments(segments, new float[] {1, 0.5f}, 0.5)).containsExactly(0);
    assertThat(Nms.segments(segments, new float[] {1, 0.5f}, Math.nextUp(0.5f)))
        .containsExactly(0, 1);
  }

  @Test
  void atAThresholdOfZeroTheBestSuppressesAll() {
    assertThat(Nms.segments(THREE, new float[] {1, 2, 3}, 0)).containsExactly(2);
  }

  @Test
  void segmentsWithoutALengthAreKept() {
    assertThat(Nms.segments(new float[] {5, 5, 5, 5, 6, 4}, new float[] {1, 2, 3}, 0.1))
        .containsExactly(2, 1, 0);
  }

  @Test
  void votingMovesBordersToTheMeanOfTheSegmentsThatAgree() {
    SegmentNms nms = SegmentNms.hard(0.5).withVoting(0.75);
    nms.run(THREE, new float[] {3, 1, 2}, 3);
    assertThat(nms.indices()).containsExactly(0, 2);
    assertThat(nms.start(0)).isZero();
    assertThat(nms.end(0)).isEqualTo(9.75f);
    assertThat(nms.end(1)).isEqualTo(40);
  }

  @Test
  void withoutVotesASegmentStaysAsItIs() {
    SegmentNms nms = SegmentNms.hard(0.5).withVoting(0.75);
    nms.run(THREE, new float[] {-1, Float.NaN, Float.POSITIVE_INFINITY}, 3);
    assertThat(nms.indices()).containsExactly(1, 2);
    assertThat(new float[] {nms.start(0), nms.end(0), nms.start(1), nms.end(1)})
        .containsExactly(0, 9, 30, 40);
  }

  @Test
  void startsAndEndsAreThoseOfTheInputWithoutVoting() {
    SegmentNms nms = SegmentNms.softGaussian(0.5, 0.1);
    nms.run(THREE, new float[] {0.1f, 0.2f, 0.9f}, new int[] {1, 2, 2}, 3);
    assertThat(nms.indices()).containsExactly(2, 1, 0);
    assertThat(nms.start(0)).isEqualTo(30);
    assertThat(nms.end(1)).isEqualTo(9);
  }
}
