package io.infer4j.nms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/**
 * Results equal those of the anchors: torchvision for hard suppression, NumPy written from the
 * definitions for the rest; see make_nms_vectors.py.
 */
class AnchorTest {
  private static final Offset<Float> CLOSE = Offset.offset(1e-6f);

  @Test
  void hardKeepsWhatTorchvisionKeepsInTheSameOrder() {
    Expected expected = Expected.of("hard");
    assertThat(expected.cases()).isEqualTo(2000);
    for (int seed = 0; seed < expected.cases(); seed++) {
      RandomBoxes c = RandomBoxes.small(seed, 6, 60);
      int[] kept = Nms.boxes(c.boxes, c.scores, c.threshold);
      assertThat(kept).as("seed %s, %s", seed, c).isEqualTo(expected.ints(seed));
    }
  }

  @Test
  void hardPerClassKeepsWhatTorchvisionKeepsOfEachClass() {
    Expected expected = Expected.of("hard_per_class");
    assertThat(expected.cases()).isEqualTo(2000);
    for (int seed = 0; seed < expected.cases(); seed++) {
      RandomBoxes c = RandomBoxes.small(seed, 6, 60);
      int[] kept = Nms.boxes(c.boxes, c.scores, c.classes, c.threshold);
      assertThat(kept).as("seed %s, %s", seed, c).isEqualTo(expected.ints(seed));
    }
  }

  @Test
  void hardKeepsWhatTorchvisionKeepsOfCrowds() {
    Expected expected = Expected.of("hard_crowds");
    assertThat(expected.cases()).isEqualTo(400);
    for (int i = 0; i < expected.cases(); i++) {
      RandomBoxes c = RandomBoxes.small(10_000 + i, 6, 255);
      int[] kept = Nms.boxes(c.boxes, c.scores, c.threshold);
      assertThat(kept).as("case %s, %s", i, c).isEqualTo(expected.ints(i));
    }
  }

  @Test
  void hardKeepsWhatTorchvisionKeepsOfThousandsOfBoxes() {
    Expected expected = Expected.of("hard_big");
    double[] thresholds = {0.45, 0.7};
    RandomBoxes[] cases = {
      RandomBoxes.big(1, 10_000, 640),
      RandomBoxes.big(2, 10_000, 5120),
      RandomBoxes.big(3, 3_000, 200),
      RandomBoxes.big(4, 2_000, 0)
    };
    for (int i = 0; i < expected.cases(); i++) {
      RandomBoxes c = cases[i / 2];
      int[] kept = Nms.boxes(c.boxes, c.scores, thresholds[i % 2]);
      assertThat(kept).as("case %s", i).isEqualTo(expected.ints(i));
    }
    assertThat(Nms.boxes(cases[2].boxes, cases[2].scores, cases[2].classes, 0.45))
        .isEqualTo(Expected.of("hard_per_class_big").ints(0));
  }

  @Test
  void diouFollowsItsDefinition() {
    Expected expected = Expected.of("diou");
    for (int seed = 0; seed < expected.cases(); seed++) {
      RandomBoxes c = RandomBoxes.small(seed, 4, 30);
      BoxNms nms = BoxNms.diou(c.threshold);
      nms.run(c.boxes, c.scores, c.n);
      assertThat(nms.indices()).as("seed %s, %s", seed, c).isEqualTo(expected.ints(seed));
    }
  }

  @Test
  void softLinearFollowsItsDefinition() {
    compareBoxes("soft_linear", BoxNms.softLinear(0.3, 0.05));
  }

  @Test
  void softGaussianFollowsItsDefinition() {
    compareBoxes("soft_gaussian", BoxNms.softGaussian(0.5, 0.05));
  }

  @Test
  void matrixLinearFollowsItsDefinition() {
    compareBoxes("matrix_linear", BoxNms.matrixLinear(0.05));
  }

  @Test
  void matrixGaussianFollowsItsDefinition() {
    compareBoxes("matrix_gaussian", BoxNms.matrixGaussian(2, 0.05));
  }

  @Test
  void hardSegmentsFollowTheirDefinition() {
    Expected expected = Expected.of("segment_hard");
    for (int seed = 0; seed < expected.cases(); seed++) {
      RandomBoxes c = RandomBoxes.small(seed, 4, 30);
      int[] kept = Nms.segments(c.segments(), c.scores, c.threshold);
      assertThat(kept).as("seed %s, %s", seed, c).isEqualTo(expected.ints(seed));
    }
  }

  @Test
  void softSegmentsFollowTheirDefinition() {
    compareSegments("segment_soft_linear", SegmentNms.softLinear(0.3, 0.05));
    compareSegments("segment_soft_gaussian", SegmentNms.softGaussian(0.5, 0.05));
  }

  @Test
  void votingFollowsItsDefinition() {
    Expected expected = Expected.of("segment_voting");
    for (int seed = 0; seed < expected.cases(); seed++) {
      RandomBoxes c = RandomBoxes.small(seed, 4, 30);
      SegmentNms nms = SegmentNms.hard(c.threshold).withVoting(0.75);
      int size = nms.run(c.segments(), c.scores, c.n);
      float[] borders = new float[2 * size];
      for (int k = 0; k < size; k++) {
        borders[2 * k] = nms.start(k);
        borders[2 * k + 1] = nms.end(k);
      }
      assertThat(borders)
          .as("seed %s", seed)
          .containsExactly(expected.floats(seed), Offset.offset(1e-5f));
    }
  }

  @Test
  void e2eSpotFollowsItsDefinition() {
    Expected expected = Expected.of("e2e_spot");
    FrameNms nms = new FrameNms();
    for (int seed = 0; seed < expected.cases(); seed++) {
      Draws d = new Draws(seed);
      int n = d.below(40);
      int window = d.below(8);
      int[] frames = new int[n];
      int[] labels = new int[n];
      float[] scores = new float[n];
      Arrays.setAll(frames, i -> d.below(50));
      Arrays.setAll(labels, i -> d.below(3));
      for (int i = 0; i < n; i++) {
        scores[i] = d.below(16) / 16f;
      }
      int[] kept = new int[n];
      int size = nms.perLabel(frames, labels, scores, n, window, kept);
      assertThat(Arrays.copyOf(kept, size)).as("seed %s", seed).isEqualTo(expected.ints(seed));
    }
  }

  @Test
  void scoreMatricesFollowTheirDefinitionsAlsoInPlace() {
    Expected f3set = Expected.of("f3set");
    Expected peak = Expected.of("per_class_peak");
    FrameNms nms = new FrameNms();
    for (int seed = 0; seed < f3set.cases(); seed++) {
      Draws d = new Draws(seed);
      int frames = d.below(30);
      int classes = 1 + d.below(4);
      int window = d.below(9);
      float[] scores = new float[frames * classes];
      for (int i = 0; i < scores.length; i++) {
        scores[i] = d.below(16) / 16f;
      }
      float[] target = new float[scores.length];
      nms.leastBackground(scores, frames, classes, window, target);
      assertThat(target).as("seed %s", seed).isEqualTo(f3set.floats(seed));
      float[] inPlace = scores.clone();
      nms.leastBackground(inPlace, frames, classes, window, inPlace);
      assertThat(inPlace).isEqualTo(target);

      nms.perClassPeak(scores, frames, classes, window, target);
      assertThat(target).as("seed %s", seed).isEqualTo(peak.floats(seed));
      nms.perClassPeak(scores, frames, classes, window, scores);
      assertThat(scores).isEqualTo(target);
    }
  }

  private static void compareBoxes(String name, BoxNms nms) {
    Expected kept = Expected.of(name);
    Expected scores = Expected.of(name + "_scores");
    for (int seed = 0; seed < kept.cases(); seed++) {
      RandomBoxes c = RandomBoxes.small(seed, 4, 30);
      nms.run(c.boxes, c.scores, c.n);
      assertThat(nms.indices()).as("seed %s, %s", seed, c).isEqualTo(kept.ints(seed));
      assertThat(nms.scores()).as("seed %s", seed).containsExactly(scores.floats(seed), CLOSE);
    }
  }

  private static void compareSegments(String name, SegmentNms nms) {
    Expected kept = Expected.of(name);
    Expected scores = Expected.of(name + "_scores");
    for (int seed = 0; seed < kept.cases(); seed++) {
      RandomBoxes c = RandomBoxes.small(seed, 4, 30);
      nms.run(c.segments(), c.scores, c.n);
      assertThat(nms.indices()).as("seed %s, %s", seed, c).isEqualTo(kept.ints(seed));
      assertThat(nms.scores()).as("seed %s", seed).containsExactly(scores.floats(seed), CLOSE);
    }
  }
}
