package io.infer4j.nms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/**
 * Every kind of suppression agrees with a slow oracle on thousands of random and adversarial cases,
 * with and without classes, small ones and those large enough for the grid; one workspace for all.
 */
class OracleTest {
  private static final int CASES = 3_000;

  @Test
  void hardKeepsWhatTheDefinitionKeeps() {
    for (int seed = 0; seed < CASES; seed++) {
      RandomBoxes c = draw(seed);
      BoxNms nms = BoxNms.hard(c.threshold);
      Oracle.Test test = o -> o > c.threshold;
      nms.run(c.boxes, c.scores, c.n);
      assertThat(nms.indices())
          .as("seed %s, %s", seed, c)
          .isEqualTo(Oracle.hard(Oracle.iou(c.boxes), test, c.scores, null));
      nms.run(c.boxes, c.scores, c.classes, c.n);
      assertThat(nms.indices())
          .as("seed %s, %s, by class", seed, c)
          .isEqualTo(Oracle.hard(Oracle.iou(c.boxes), test, c.scores, c.classes));
    }
  }

  @Test
  void hardSegmentsAreWhatTheDefinitionKeeps() {
    for (int seed = 0; seed < CASES; seed++) {
      RandomBoxes c = draw(seed);
      SegmentNms nms = SegmentNms.hard(c.threshold);
      Oracle.Overlap overlap = Oracle.segmentIou(c.segments());
      Oracle.Test test = o -> o >= (float) c.threshold;
      nms.run(c.segments(), c.scores, c.n);
      assertThat(nms.indices())
          .as("seed %s, %s", seed, c)
          .isEqualTo(Oracle.hard(overlap, test, c.scores, null));
      nms.run(c.segments(), c.scores, c.classes, c.n);
      assertThat(nms.indices())
          .as("seed %s, %s, by class", seed, c)
          .isEqualTo(Oracle.hard(overlap, test, c.scores, c.classes));
    }
  }

  @Test
  void softKeepsAndLowersAsTheDefinition() {
    BoxNms linear = BoxNms.softLinear(0.3, 0.02);
    BoxNms gaussian = BoxNms.softGaussian(0.5, 0);
    for (int seed = 0; seed < CASES; seed++) {
      RandomBoxes c = draw(seed);
      Oracle.Overlap overlap = Oracle.iou(c.boxes);
      Oracle.Weight byLine = o -> o >= 0.3f ? 1 - o : 1;
      Oracle.Weight byBell = o -> (float) Math.exp(-((double) o * o) / 0.5);
      for (int[] classes : new int[][] {null, c.classes}) {
        run(linear, c, classes);
        compare(linear, Oracle.soft(overlap, byLine, 0.02f, c.scores, classes), seed);
        run(gaussian, c, classes);
        compare(gaussian, Oracle.soft(overlap, byBell, 0, c.scores, classes), seed);
      }
    }
  }

  @Test
  void softSegmentsAreKeptAndLoweredAsTheDefinition() {
    SegmentNms nms = SegmentNms.softGaussian(0.5, 0.02);
    for (int seed = 0; seed < CASES; seed++) {
      RandomBoxes c = draw(seed);
      Oracle.Weight weight = o -> (float) Math.exp(-((double) o * o) / 0.5);
      nms.run(c.segments(), c.scores, c.classes, c.n);
      List<Oracle.Kept> expected =
          Oracle.soft(Oracle.segmentIou(c.segments()), weight, 0.02f, c.scores, c.classes);
      assertThat(nms.indices())
          .as("seed %s, %s", seed, c)
          .isEqualTo(expected.stream().mapToInt(Oracle.Kept::index).toArray());
      for (int k = 0; k < nms.size(); k++) {
        assertThat(nms.score(k)).isEqualTo(expected.get(k).score());
      }
    }
  }

  @Test
  void matrixKeepsAndLowersAsTheDefinition() {
    BoxNms linear = BoxNms.matrixLinear(0.02);
    BoxNms gaussian = BoxNms.matrixGaussian(2, 0);
    for (int seed = 0; seed < CASES; seed++) {
      RandomBoxes c = draw(seed);
      Oracle.Overlap overlap = Oracle.iou(c.boxes);
      for (int[] classes : new int[][] {null, c.classes}) {
        run(linear, c, classes);
        compare(linear, Oracle.matrix(overlap, 0, 0.02f, c.scores, classes), seed);
        run(gaussian, c, classes);
        compare(gaussian, Oracle.matrix(overlap, 2, 0, c.scores, classes), seed);
      }
    }
  }

  /** Mostly small, every tenth a crowd. */
  private static RandomBoxes draw(int seed) {
    return RandomBoxes.small(1_000_000L + seed, 6, seed % 10 == 0 ? 300 : 30);
  }

  private static void run(BoxNms nms, RandomBoxes c, int[] classes) {
    if (classes == null) {
      nms.run(c.boxes, c.scores, c.n);
    } else {
      nms.run(c.boxes, c.scores, classes, c.n);
    }
  }

  private static void compare(BoxNms nms, List<Oracle.Kept> expected, int seed) {
    assertThat(nms.indices())
        .as("seed %s", seed)
        .isEqualTo(expected.stream().mapToInt(Oracle.Kept::index).toArray());
    float[] scores = new float[expected.size()];
    for (int k = 0; k < scores.length; k++) {
      scores[k] = expected.get(k).score();
    }
    assertThat(nms.scores()).as("seed %s", seed).containsExactly(scores, Offset.offset(1e-6f));
  }
}
