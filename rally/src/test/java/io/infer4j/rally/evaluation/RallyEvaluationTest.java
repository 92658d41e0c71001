package io.infer4j.rally.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.infer4j.rally.Handedness;
import io.infer4j.rally.RallyAttribute;
import io.infer4j.rally.RallyEvent;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RallyEvaluationTest {
  private final RallyEvaluation evaluation = new RallyEvaluation(List.of("near", "far", "serve"));

  @Test
  void labelsDoNotMatterToEvents() {
    evaluation.add(
        truth(event(10, "near"), event(20, "far")), spotted(at(11, "far"), at(30, "far")));

    assertThat(evaluation.events()).isEqualTo(new EventCounts(2, 2, 1));
    assertThat(evaluation.events().precision()).isEqualTo(0.5);
    assertThat(evaluation.events().recall()).isEqualTo(0.5);
    assertThat(evaluation.events().f1()).isEqualTo(0.5);
  }

  @Test
  void strictEventsHaveAllLabelsInCommon() {
    evaluation.add(
        truth(event(10, "near", "serve"), event(20, "near", "serve"), event(30, "far")),
        spotted(at(10, "serve", "near"), at(20, "near"), at(30, "near")));

    assertThat(evaluation.events().matched()).isEqualTo(3);
    assertThat(evaluation.strictEvents()).isEqualTo(new EventCounts(3, 3, 1));
  }

  @Test
  void videosAreCountedTogether() {
    evaluation.add(truth(event(10, "near")), spotted(at(10, "near")));
    evaluation.add(truth(event(10, "near"), event(50, "near")), spotted());

    assertThat(evaluation.events()).isEqualTo(new EventCounts(3, 1, 1));
    assertThat(evaluation.events().f1()).isEqualTo(0.5);
  }

  @Test
  void candidatesAreThePeaksOfTheEventScore() {
    RallyScores scores = new RallyScores(3);
    // Frame 6 has the best score of "far", but the event is likelier at 7.
    float[] event = {0.1f, 0.2f, 0.9f, 0.3f, 0.1f, 0.1f, 0.4f, 0.5f};
    for (int i = 0; i < event.length; i++) {
      scores.onScores(i, i / 25.0, event[i], new float[] {1, i == 6 ? 1 : 0.1f, 0});
    }
    evaluation.add(truth(event(2, "near"), event(7, "far")), scores);

    // near: frame 2 at 0.9, then frame 7 at 0.5. far: frame 2 at 0.09, then frame 7 at 0.05.
    assertThat(evaluation.averagePrecision("near")).isEqualTo(1);
    assertThat(evaluation.averagePrecision("far")).isEqualTo(0.5);
  }

  @Test
  void meanIsOfTheLabelsThatOccur() {
    RallyScores scores = new RallyScores(3);
    scores.onScores(0, 0, 0.9f, new float[] {0.8f, 0.1f, 0.2f});
    evaluation.add(truth(event(0, "near"), event(9, "far")), scores);

    assertThat(evaluation.averagePrecision("serve")).isNaN();
    assertThat(evaluation.meanAveragePrecision()).isEqualTo(0.5);
  }

  @Test
  void nothingThereAndNothingSpottedIsRight() {
    evaluation.add(truth(), spotted());

    assertThat(evaluation.events().f1()).isEqualTo(1);
    assertThat(evaluation.events().precision()).isEqualTo(1);
    assertThat(evaluation.events().recall()).isEqualTo(1);
  }

  @Test
  void refusesTruthWithAnUnknownLabel() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> evaluation.add(truth(event(3, "lob")), spotted()))
        .withMessageContainingAll("[near, far, serve]", "lob");
  }

  @Test
  void refusesPrecisionOfAnUnknownLabel() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> evaluation.averagePrecision("lob"))
        .withMessageContainingAll("[near, far, serve]", "lob");
  }

  @Test
  void scoresMustComeInTheOrderOfTheFrames() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RallyScores(1).onScores(1, 0, 0, new float[1]))
        .withMessageContaining("expected 1 scores of frame 0, got 1 of frame 1");
  }

  private static RallyTruth truth(RallyTruth.Event... events) {
    return new RallyTruth(Handedness.RIGHT, List.of(events));
  }

  private static RallyTruth.Event event(long frame, String... labels) {
    return new RallyTruth.Event(frame, Set.of(labels));
  }

  private static RallyEvent at(long frame, String... labels) {
    return new RallyEvent(
        frame,
        frame / 25.0,
        0.9f,
        Arrays.stream(labels).map(label -> new RallyAttribute(label, 0.9f)).toList());
  }

  private static RallyScores spotted(RallyEvent... events) {
    RallyScores scores = new RallyScores(3);
    Arrays.stream(events).forEach(scores::onEvent);
    return scores;
  }
}
