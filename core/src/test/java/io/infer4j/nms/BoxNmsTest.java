package io.infer4j.nms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class BoxNmsTest {
  private static final float[] TWO = {0, 0, 10, 10, 0, 0, 10, 5}; // IoU 0.5

  @Test
  void theExampleOfThePackageKeepsBoxesZeroAndTwo() {
    float[] boxes = {0, 0, 10, 10, 1, 1, 10, 10, 20, 20, 30, 30}; // x1, y1, x2, y2 of each
    float[] scores = {0.9f, 0.8f, 0.7f};
    int[] kept = Nms.boxes(boxes, scores, 0.45); // 0 and 2: box 1 overlaps a better one
    assertThat(kept).containsExactly(0, 2);

    BoxNms nms = BoxNms.softGaussian(0.5, 0.05); // in a loop: one workspace, nothing allocated
    int count = nms.run(boxes, scores, 3);
    for (int k = 0; k < count; k++) {
      System.out.println("box " + nms.index(k) + " has score " + nms.score(k));
    }
    assertThat(nms.indices()).containsExactly(0, 2, 1);
  }

  @Test
  void anOverlapOfExactlyTheThresholdIsKept() {
    float[] scores = {1, 0.5f};
    assertThat(Nms.boxes(TWO, scores, 0.5)).containsExactly(0, 1);
    assertThat(Nms.boxes(TWO, scores, Math.nextDown(0.5))).containsExactly(0);
  }

  @Test
  void theThresholdIsComparedAsADouble() {
    float[] boxes = {0, 0, 10, 10, 0, 0, 10, 3}; // IoU 0.3f, which is above 0.3
    assertThat(Nms.boxes(boxes, new float[] {1, 0}, 0.3)).containsExactly(0);
    assertThat(Nms.boxes(boxes, new float[] {1, 0}, 0.3f)).containsExactly(0, 1);
  }

  @Test
  void equalScoresKeepTheirOrder() {
    float[] boxes = new float[40];
    assertThat(Nms.boxes(boxes, new float[10], 0.5)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
  }

  @Test
  void noBoxesGiveAnEmptyResult() {
    assertThat(Nms.boxes(new float[0], new float[0], 0.5)).isEmpty();
    assertThat(BoxNms.softGaussian(0.5, 0).run(new float[0], new float[0], 0)).isZero();
    assertThat(BoxNms.matrixGaussian(2, 0).run(new float[0], new float[0], 0)).isZero();
  }

  @Test
  void boxesWithoutAnAreaStayEvenWhereTheyAreEqual() {
    assertThat(Nms.boxes(new float[] {1, 1, 1, 1, 1, 1, 1, 1}, new float[] {1, 2}, 0))
        .containsExactly(1, 0);
  }

  @Test
  void aNanScoreIsFirstInHardAndDroppedBySoftAndMatrix() {
    float[] scores = {1, Float.NaN};
    assertThat(Nms.boxes(TWO, scores, 0.4)).containsExactly(1);
    for (BoxNms nms : new BoxNms[] {BoxNms.softGaussian(0.5, 0), BoxNms.matrixGaussian(2, 0)}) {
      nms.run(TWO, scores, 2);
      assertThat(nms.indices()).containsExactly(0);
      assertThat(nms.scores()).containsExactly(1);
    }
  }

  @Test
  void boxesOfDifferentClassesDoNotTouchEachOther() {
    float[] scores = {1, 0.5f};
    int[] classes = {7, -7};
    assertThat(Nms.boxes(TWO, scores, classes, 0.1)).containsExactly(0, 1);
    BoxNms soft = BoxNms.softLinear(0.1, 0);
    soft.run(TWO, scores, classes, 2);
    assertThat(soft.scores()).containsExactly(1, 0.5f);
  }

  @Test
  void softLinearLowersAScoreByTheOverlapFromTheThresholdOn() {
    BoxNms nms = BoxNms.softLinear(0.5, 0);
    nms.run(TWO, new float[] {1, 0.5f}, 2);
    assertThat(nms.scores()).containsExactly(1, 0.25f);
  }

  @Test
  void softDropsABoxWhoseScoreFallsBelowTheLeast() {
    BoxNms nms = BoxNms.softLinear(0.5, 0.3);
    assertThat(nms.run(TWO, new float[] {1, 0.5f}, 2)).isEqualTo(1);
    assertThat(nms.run(TWO, new float[] {0.2f, 0.1f}, 2)).isZero();
  }

  @Test
  void matrixGivesTheThirdOfThreeEqualBoxesAScoreOfZeroNotNan() {
    float[] boxes = {0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1};
    BoxNms nms = BoxNms.matrixLinear(0);
    nms.run(boxes, new float[] {3, 2, 1}, 3);
    assertThat(nms.scores()).containsExactly(3, 0, 0);
  }

  @Test
  void diouKeepsABoxWhoseCentreIsFurtherOff() {
    float[] boxes = {0, 0, 10, 10, 0, 0, 10, 5};
    BoxNms nms = BoxNms.diou(0.49); // 0.5 - 2.5^2 / 200 = 0.469
    assertThat(nms.run(boxes, new float[] {1, 0.5f}, 2)).isEqualTo(2);
    assertThat(BoxNms.diou(0.46).run(boxes, new float[] {1, 0.5f}, 2)).isEqualTo(1);
  }

  @Test
  void onlyTheFirstCountBoxesAreJudged() {
    BoxNms nms = BoxNms.hard(0.9);
    assertThat(nms.run(TWO, new float[] {1, 2}, 1)).isEqualTo(1);
    assertThat(nms.indices()).containsExactly(0);
  }

  @Test
  void theInputStaysAsItWas() {
    float[] boxes = TWO.clone();
    float[] scores = {1, 0.5f};
    BoxNms.softGaussian(0.1, 0.4).run(boxes, scores, 2);
    assertThat(boxes).isEqualTo(TWO);
    assertThat(scores).containsExactly(1, 0.5f);
  }

  @Test
  void aRankThatWasNotKeptIsRefused() {
    BoxNms nms = BoxNms.hard(0.5);
    assertThatThrownBy(() -> nms.index(0)).isInstanceOf(IndexOutOfBoundsException.class);
    nms.run(TWO, new float[] {1, 0.5f}, 2);
    assertThatThrownBy(() -> nms.score(2)).hasMessage("index 2, 2 were kept");
  }

  @Test
  @Timeout(120) // Each with each takes minutes, this takes a second.
  void crowdsThatDefeatAUniformGridStayFast() {
    int n = 100_000;
    Draws d = new Draws(5);
    float[] boxes = new float[4 * n];
    float[] scores = new float[n];
    for (int i = 0; i < n; i++) {
      // All in a corner of a plane that one outlier makes 10^30 wide; along a diagonal.
      float at = i == 0 ? 1e30f : (float) d.unit() * 5000;
      boxes[4 * i] = at;
      boxes[4 * i + 1] = at;
      boxes[4 * i + 2] = at + (i == 0 ? 1e29f : 1);
      boxes[4 * i + 3] = at + (i == 0 ? 1e29f : 1);
      scores[i] = (float) d.unit();
    }
    BoxNms nms = BoxNms.hard(0.9);
    for (int round = 0; round < 20; round++) {
      assertThat(nms.run(boxes, scores, n)).isGreaterThan(10_000);
    }
  }

  @Test
  void aBoxBelowTheLeastScoreIsAsIfItWereNotThere() {
    float[] boxes = {0, 0, 10, 10, 0, 0, 10, 9, 50, 50, 60, 60, 0, 0, 1, 1};
    float[] scores = {0.2f, 0.9f, 0.5f, Float.NaN};
    BoxNms nms = BoxNms.hard(0.5);

    assertThat(nms.run(boxes, scores, 4)).isEqualTo(3);
    assertThat(nms.run(boxes, scores, 4, 0.6f)).isEqualTo(2);
    assertThat(nms.indices()).containsExactly(3, 1);
    assertThat(nms.boxes(boxes)).containsExactly(0, 0, 1, 1, 0, 0, 10, 9);
    assertThat(nms.run(boxes, scores, new int[] {1, 2, 3, 4}, 4, 0.5f)).isEqualTo(3);
    assertThat(nms.indices()).containsExactly(3, 1, 2);
    assertThat(nms.run(boxes, new float[4], 4, 1)).isZero();
  }
}
