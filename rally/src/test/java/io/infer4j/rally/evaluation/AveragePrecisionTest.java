package io.infer4j.rally.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class AveragePrecisionTest {
  private final AveragePrecision precision = new AveragePrecision();

  @Test
  void isOneWhereAllAreFoundBeforeAnythingElse() {
    precision.video(new long[] {10, 20});
    candidates(11, 0.9, 18, 0.8, 40, 0.7);

    assertThat(precision.within(2)).isEqualTo(1);
  }

  @Test
  void eventsNotFoundCountAsZero() {
    precision.video(new long[] {10, 20});
    candidates(11, 0.9);

    assertThat(precision.within(2)).isEqualTo(0.5);
  }

  @Test
  void precisionIsTheBestThereOrAtMoreRecall() {
    precision.video(new long[] {10, 20, 30});
    candidates(99, 0.9, 10, 0.8, 20, 0.7, 30, 0.6);

    // 1/2, 2/3 and 3/4, each raised to 3/4.
    assertThat(precision.within(2)).isEqualTo(0.75);
  }

  @Test
  void secondCandidateOfAnEventIsWrong() {
    precision.video(new long[] {10, 20});
    candidates(10, 0.9, 11, 0.8, 20, 0.7);

    assertThat(precision.within(2)).isEqualTo((1 + 2 / 3.0) / 2);
  }

  @Test
  void candidateTakesTheNearestEventThatIsLeft() {
    precision.video(new long[] {10, 13});
    candidates(11, 0.9, 12, 0.8);

    assertThat(precision.within(2)).isEqualTo(1);
  }

  @Test
  void candidateOfAnotherVideoFindsNothing() {
    precision.video(new long[] {10});
    precision.video(new long[] {});
    candidates(10, 0.9);

    assertThat(precision.within(2)).isZero();
  }

  @Test
  void withoutEventsThereIsNone() {
    precision.video(new long[] {});
    candidates(10, 0.9);

    assertThat(precision.within(2)).isNaN();
  }

  @Test
  void canBeAskedForTwice() {
    precision.video(new long[] {10});
    candidates(11, 0.9);

    assertThat(precision.within(0)).isZero();
    assertThat(precision.within(2)).isEqualTo(1);
    assertThat(precision.within(2)).isEqualTo(1);
  }

  private void candidates(double... framesAndScores) {
    for (int i = 0; i < framesAndScores.length; i += 2) {
      precision.candidate((long) framesAndScores[i], (float) framesAndScores[i + 1]);
    }
  }

  @Test
  void isWhatTheDefinitionSays() {
    Random random = new Random(1);
    for (int i = 0; i < 1000; i++) {
      AveragePrecision each = new AveragePrecision();
      List<NavigableSet<Long>> truths = new ArrayList<>();
      List<long[]> ranked = new ArrayList<>();
      for (int video = 0; video < 3; video++) {
        NavigableSet<Long> frames = new TreeSet<>();
        random.longs(video == 0 ? 1 : random.nextInt(6), 0, 30).forEach(frames::add);
        truths.add(frames);
        each.video(frames.stream().mapToLong(x -> x).toArray());
        for (int n = random.nextInt(10); n > 0; n--) {
          int score = random.nextInt(8); // often equal
          ranked.add(new long[] {score, video, random.nextInt(30)});
          each.candidate(ranked.get(ranked.size() - 1)[2], score / 8f);
        }
      }
      ranked.sort(Comparator.comparingLong(candidate -> -candidate[0]));

      assertThat(each.within(2)).isEqualTo(slow(truths, ranked), within(1e-12));
    }
  }

  /** For each number of events, the best precision of any cut of the ranking that finds as many. */
  private static double slow(List<NavigableSet<Long>> truths, List<long[]> ranked) {
    int total = truths.stream().mapToInt(NavigableSet::size).sum();
    double sum = 0;
    for (int recalled = 1; recalled <= total; recalled++) {
      double best = 0;
      for (int cut = 1; cut <= ranked.size(); cut++) {
        int found = found(truths, ranked.subList(0, cut));
        best = found >= recalled ? Math.max(best, found / (double) cut) : best;
      }
      sum += best;
    }
    return sum / total;
  }

  private static int found(List<NavigableSet<Long>> truths, List<long[]> candidates) {
    List<NavigableSet<Long>> left = new ArrayList<>();
    truths.forEach(each -> left.add(new TreeSet<>(each)));
    int found = 0;
    for (long[] candidate : candidates) {
      NavigableSet<Long> events = left.get((int) candidate[1]);
      Long before = events.floor(candidate[2]);
      Long after = events.ceiling(candidate[2]);
      boolean isBefore =
          after == null || (before != null && candidate[2] - before <= after - candidate[2]);
      Long nearest = isBefore ? before : after;
      if (nearest != null && Math.abs(nearest - candidate[2]) <= 2) {
        events.remove(nearest);
        found++;
      }
    }
    return found;
  }
}
