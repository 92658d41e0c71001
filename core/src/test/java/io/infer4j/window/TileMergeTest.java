package io.infer4j.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TileMergeTest {
  private static final List<TileMerge.Method> METHODS =
      List.of(TileMerge.Method.NMS, TileMerge.Method.NMM, TileMerge.Method.GREEDY_NMM);
  private static final List<OverlapMetric> METRICS = List.of(OverlapMetric.IOU, OverlapMetric.IOS);

  private final Detections found = new Detections();
  private final Detections merged = new Detections();

  private static float[] row(Detections list, int i) {
    return new float[] {
      list.x1(i), list.y1(i), list.x2(i), list.y2(i), list.score(i), list.classId(i)
    };
  }

  private static void add(Detections list, double... row) {
    list.add(
        (float) row[0],
        (float) row[1],
        (float) row[2],
        (float) row[3],
        (float) row[4],
        (int) row[5]);
  }

  private static TileMerge merge(TileMerge.Method method, OverlapMetric metric) {
    return new TileMerge(method, metric, 0.5, false);
  }

  @Test
  void givesWhatSahisDefinitionGives() {
    double[][] boxes = Vectors.rows("merge_found");
    double[][] expected = Vectors.rows("merge_merged");
    int from = 0;
    int to = 0;
    for (double[] test : Vectors.rows("merge_cases")) {
      found.clear();
      for (int i = 0; i < test[0]; i++) {
        add(found, boxes[from++]);
      }
      TileMerge merge =
          new TileMerge(
              METHODS.get((int) test[1]), METRICS.get((int) test[2]), test[3], test[4] == 1);
      merge.merge(found, merged);
      assertThat(merged.count()).as("%s of %s", merge, found).isEqualTo((int) test[5]);
      for (int i = 0; i < merged.count(); i++) {
        double[] row = expected[to++];
        float[] actual = row(merged, i);
        for (int k = 0; k < 6; k++) {
          assertThat(actual[k]).as("%s of %s", merge, found).isEqualTo((float) row[k]);
        }
      }
    }
    assertThat(from).isEqualTo(boxes.length);
    assertThat(to).isEqualTo(expected.length);
  }

  @Test
  void joinsThePartsOfAnObjectThatTilesCut() {
    add(found, 0, 0, 100, 50, 0.9, 3);
    add(found, 80, 0, 110, 50, 0.8, 3);
    new TileMerge().merge(found, merged);
    assertThat(merged.count()).isEqualTo(1);
    assertThat(row(merged, 0)).containsExactly(0, 0, 110, 50, 0.9f, 3);
  }

  @Test
  void matchesAtTheThreshold() {
    add(found, 0, 0, 2, 1, 0.9, 0);
    add(found, 1, 0, 3, 1, 0.8, 0);
    new TileMerge().merge(found, merged);
    assertThat(merged.count()).isEqualTo(1);
  }

  @Test
  void leavesClassesApart() {
    add(found, 0, 0, 10, 10, 0.9, 0);
    add(found, 0, 0, 10, 10, 0.8, 1);
    new TileMerge().merge(found, merged);
    assertThat(merged.count()).isEqualTo(2);
  }

  @Test
  void joinsClassesIfAskedAndKeepsThatOfTheHigherScore() {
    add(found, 0, 0, 10, 10, 0.8, 1);
    add(found, 0, 0, 10, 10, 0.9, 7);
    new TileMerge(TileMerge.Method.GREEDY_NMM, OverlapMetric.IOS, 0.5, true).merge(found, merged);
    assertThat(row(merged, 0)).containsExactly(0, 0, 10, 10, 0.9f, 7);
  }

  /** A chain: the second matches the first, the third only the second. */
  private void addChain() {
    add(found, 0, 0, 10, 10, 0.9, 0);
    add(found, 4, 0, 14, 10, 0.8, 0);
    add(found, 8, 0, 18, 10, 0.7, 0);
  }

  @Test
  void takesAChainAlongWhenTransitive() {
    addChain();
    merge(TileMerge.Method.NMM, OverlapMetric.IOS).merge(found, merged);
    assertThat(merged.count()).isEqualTo(1);
    assertThat(row(merged, 0)).containsExactly(0, 0, 18, 10, 0.9f, 0);
  }

  @Test
  void leavesTheEndOfAChainWhenGreedy() {
    addChain();
    new TileMerge().merge(found, merged);
    assertThat(merged.count()).isEqualTo(2);
    assertThat(row(merged, 0)).containsExactly(0, 0, 14, 10, 0.9f, 0);
    assertThat(row(merged, 1)).containsExactly(8, 0, 18, 10, 0.7f, 0);
  }

  @Test
  void keepsBoxesAsTheyAreWhenSuppressing() {
    addChain();
    merge(TileMerge.Method.NMS, OverlapMetric.IOS).merge(found, merged);
    assertThat(merged.count()).isEqualTo(2);
    assertThat(row(merged, 0)).containsExactly(0, 0, 10, 10, 0.9f, 0);
  }

  @Test
  void dropsAPartThatTheGrownBoxNoLongerMatches() {
    add(found, 0, 0, 10, 10, 0.9, 0);
    add(found, 0, 0, 10, 20, 0.8, 0);
    add(found, 0, 0, 18, 10, 0.7, 0);
    merge(TileMerge.Method.GREEDY_NMM, OverlapMetric.IOU).merge(found, merged);
    assertThat(merged.count()).isEqualTo(1);
    assertThat(row(merged, 0)).containsExactly(0, 0, 10, 20, 0.9f, 0);
  }

  @Test
  void growsABoxInTheOrderGivenWhenTransitive() {
    double[] box = {0, 0, 10, 10, 0.9, 0};
    double[] below = {0, 0, 10, 20, 0.8, 0};
    double[] beside = {0, 0, 18, 10, 0.7, 0};
    assertThat(transitive(box, below, beside)).containsExactly(0, 0, 10, 20, 0.9f, 0);
    assertThat(transitive(box, beside, below)).containsExactly(0, 0, 18, 10, 0.9f, 0);
  }

  private float[] transitive(double[]... rows) {
    found.clear();
    for (double[] row : rows) {
      add(found, row);
    }
    merge(TileMerge.Method.NMM, OverlapMetric.IOU).merge(found, merged);
    return row(merged, 0);
  }

  @Test
  void leavesBoxesWithoutAreaAlone() {
    add(found, 5, 5, 5, 9, 0.9, 0);
    add(found, 5, 5, 5, 9, 0.8, 0);
    add(found, 9, 9, 1, 1, 0.7, 0);
    add(found, 0, 0, 20, 20, 0.6, 0);
    new TileMerge().merge(found, merged);
    assertThat(merged.count()).isEqualTo(4);
  }

  @Test
  void breaksTiesByTheBox() {
    add(found, 4, 0, 14, 10, 0.5, 0);
    add(found, 0, 0, 10, 10, 0.5, 0);
    merge(TileMerge.Method.NMS, OverlapMetric.IOS).merge(found, merged);
    assertThat(row(merged, 0)).containsExactly(0, 0, 10, 10, 0.5f, 0);
    assertThat(merged.count()).isEqualTo(1);
  }

  @Test
  void givesNothingForNothing() {
    new TileMerge().merge(found, merged);
    assertThat(merged.count()).isZero();
  }

  @Test
  void doesNotDependOnTheOrderGivenButInTransitiveMerging() {
    Random random = new Random(1);
    for (int trial = 0; trial < 2000; trial++) {
      float[][] rows = randomRows(random);
      TileMerge merge =
          new TileMerge(
              random.nextBoolean() ? TileMerge.Method.NMS : TileMerge.Method.GREEDY_NMM,
              METRICS.get(random.nextInt(2)),
              0.3 + 0.5 * random.nextDouble(),
              random.nextBoolean());
      String first = result(merge, rows);
      Collections.shuffle(Arrays.asList(rows), random);
      assertThat(result(merge, rows)).as(merge.toString()).isEqualTo(first);
    }
  }

  @Test
  void keepsTheHighestScoreAndCoversNoMoreThanWasFound() {
    Random random = new Random(2);
    for (int trial = 0; trial < 2000; trial++) {
      float[][] rows = randomRows(random);
      TileMerge merge =
          new TileMerge(
              METHODS.get(random.nextInt(3)),
              METRICS.get(random.nextInt(2)),
              0.3 + 0.5 * random.nextDouble(),
              random.nextBoolean());
      result(merge, rows);
      assertThat(merged.count()).isBetween(Math.min(1, rows.length), rows.length);
      for (int i = 1; i < merged.count(); i++) {
        assertThat(merged.score(i)).isLessThanOrEqualTo(merged.score(i - 1));
      }
      for (int i = 0; i < merged.count(); i++) {
        assertThat(merged.x1(i)).isGreaterThanOrEqualTo(0);
        assertThat(merged.x2(i)).isLessThanOrEqualTo(50);
      }
    }
  }

  private String result(TileMerge merge, float[][] rows) {
    found.clear();
    for (float[] row : rows) {
      found.add(row[0], row[1], row[2], row[3], row[4], (int) row[5]);
    }
    merge.merge(found, merged);
    return merged.toString();
  }

  private static float[][] randomRows(Random random) {
    // No two rows are alike but in class, and a box has one class, so that every order is total.
    float[][] rows = new float[random.nextInt(25)][];
    for (int i = 0; i < rows.length; i++) {
      float x = random.nextInt(30);
      float y = random.nextInt(30) + i / 64f;
      rows[i] =
          new float[] {
            x,
            y,
            x + 1 + random.nextInt(20),
            y + 1 + random.nextInt(20),
            random.nextInt(6) / 8f,
            random.nextInt(2)
          };
    }
    return rows;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.5, 1.01, Double.NaN})
  void refusesAThresholdThatIsNotAbove0AndAtMost1(double threshold) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TileMerge(TileMerge.Method.NMS, OverlapMetric.IOU, threshold, false))
        .withMessage("expected a threshold above 0 and at most 1, got %s", threshold);
  }

  @Test
  void refusesToMergeAListIntoItself() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TileMerge().merge(found, found))
        .withMessage("expected two different lists, got the same one twice");
  }
}
