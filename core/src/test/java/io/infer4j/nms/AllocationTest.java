package io.infer4j.nms;

import static org.assertj.core.api.Assertions.assertThat;

import io.infer4j.Allocations;
import org.junit.jupiter.api.Test;

class AllocationTest {
  @Test
  void aLoopOverAWorkspaceAllocatesNothing() throws Exception {
    RandomBoxes c = RandomBoxes.big(1, 1_000, 640);
    float[] segments = c.segments();
    int[] frames = c.classes;
    int[] kept = new int[c.n];
    float[] target = new float[c.n];
    BoxNms[] boxes = {
      BoxNms.hard(0.45), BoxNms.diou(0.45), BoxNms.softLinear(0.3, 0.05),
      BoxNms.softGaussian(0.5, 0.05), BoxNms.matrixLinear(0.05), BoxNms.matrixGaussian(2, 0.05)
    };
    SegmentNms segmentNms = SegmentNms.softGaussian(0.5, 0.05).withVoting(0.75);
    FrameNms frameNms = new FrameNms();
    Runnable loop =
        () -> {
          for (BoxNms nms : boxes) {
            nms.run(c.boxes, c.scores, c.n);
            nms.run(c.boxes, c.scores, c.classes, c.n);
          }
          segmentNms.run(segments, c.scores, c.n);
          frameNms.perLabel(frames, c.classes, c.scores, c.n, 2, kept);
          frameNms.leastBackground(c.scores, c.n / 2, 2, 5, target);
          frameNms.perClassPeak(c.scores, c.n / 2, 2, 5, target);
        };
    loop.run();
    assertThat(Allocations.of(loop)).isZero();
  }
}
