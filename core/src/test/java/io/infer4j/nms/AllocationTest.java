package io.infer4j.nms;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import org.junit.jupiter.api.Test;

class AllocationTest {
  @Test
  void aLoopOverAWorkspaceAllocatesNothing() throws Exception {
    Boxes c = Boxes.big(1, 1_000, 640);
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
          frameNms.e2eSpot(frames, c.classes, c.scores, c.n, 2, kept);
          frameNms.f3set(c.scores, c.n / 2, 2, 5, target);
          frameNms.perClassPeak(c.scores, c.n / 2, 2, 5, target);
        };
    loop.run();
    assertThat(leastAllocation(loop)).isEqualTo(leastAllocation(() -> {}));
  }

  /** The least of some measurements, as the JVM's own doings may be in the first. */
  private static long leastAllocation(Runnable work) throws Exception {
    // By reflection, as the module under test does not read java.management.
    Object threads =
        Class.forName("java.lang.management.ManagementFactory")
            .getMethod("getThreadMXBean")
            .invoke(null);
    Method allocated =
        Class.forName("com.sun.management.ThreadMXBean")
            .getMethod("getCurrentThreadAllocatedBytes");
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 30; i++) {
      long before = (long) allocated.invoke(threads);
      work.run();
      least = Math.min(least, (long) allocated.invoke(threads) - before);
    }
    return least;
  }
}
