package io.infer4j.nms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** The short cuts of the grid lose nothing where they could lose the most. */
class GridEdgeTest {
  /**
   * A box along the inside of another's edge covers the least of its middle for its overlap: here
   * the overlap is the threshold, give or take a rounding, at every scale.
   */
  @Test
  void overlapsAboutTheThresholdAtTheEdgeOfABoxAreFound() {
    Random random = new Random(7);
    for (int round = 0; round < 3_000; round++) {
      double threshold = round % 3 == 0 ? 0.5 : 0.005 + random.nextDouble();
      float scale = (float) Math.pow(10, random.nextInt(30) - 16);
      int pairs = 24 + random.nextInt(60);
      float[] boxes = new float[8 * pairs];
      float[] scores = new float[2 * pairs];
      for (int pair = 0; pair < pairs; pair++) {
        float x = random.nextInt(40) * scale * 3;
        float y = random.nextInt(40) * scale * 3;
        float share = (float) threshold * (1 + (random.nextInt(9) - 4) * 0x1p-23f);
        put(boxes, 2 * pair, x, y, x + scale, y + scale);
        switch (random.nextInt(4)) {
          case 0 -> put(boxes, 2 * pair + 1, x, y, x + scale * share, y + scale);
          case 1 -> put(boxes, 2 * pair + 1, x + scale * (1 - share), y, x + scale, y + scale);
          case 2 -> put(boxes, 2 * pair + 1, x, y, x + scale, y + scale * share);
          default -> put(boxes, 2 * pair + 1, x, y + scale * (1 - share), x + scale, y + scale);
        }
        scores[2 * pair] = random.nextInt(100);
        scores[2 * pair + 1] = random.nextInt(100);
      }
      assertThat(Nms.boxes(boxes, scores, threshold))
          .as("round %s, threshold %s, scale %s", round, threshold, scale)
          .isEqualTo(Oracle.hard(Oracle.iou(boxes), o -> o > threshold, scores, null));
    }
  }

  @Test
  void boxesOfAllSizesFarApartAndInCrowdsAreFound() {
    Random random = new Random(8);
    for (int round = 0; round < 300; round++) {
      int n = 60 + random.nextInt(400);
      float[] boxes = new float[4 * n];
      float[] scores = new float[n];
      for (int i = 0; i < n; i++) {
        float centre = random.nextInt(4) == 0 ? 1e6f * random.nextInt(3) : 0;
        float size = (float) Math.exp(random.nextGaussian() * 2);
        float x = centre + (float) random.nextGaussian() * 10;
        float y = centre + (float) random.nextGaussian() * (random.nextInt(50) == 0 ? 1e9f : 10);
        put(boxes, i, x, y, x + size, y + size * (0.2f + random.nextFloat()));
        scores[i] = random.nextInt(50);
      }
      double threshold = random.nextDouble() * 0.8;
      assertThat(Nms.boxes(boxes, scores, threshold))
          .as("round %s, %s boxes, threshold %s", round, n, threshold)
          .isEqualTo(Oracle.hard(Oracle.iou(boxes), o -> o > threshold, scores, null));
    }
  }

  private static void put(float[] boxes, int i, float x1, float y1, float x2, float y2) {
    boxes[4 * i] = x1;
    boxes[4 * i + 1] = y1;
    boxes[4 * i + 2] = x2;
    boxes[4 * i + 3] = y2;
  }
}
