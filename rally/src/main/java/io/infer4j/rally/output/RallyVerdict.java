package io.infer4j.rally.output;

import io.infer4j.rally.evaluation.EventCounts;
import io.infer4j.rally.evaluation.RallyEvaluation;
import io.infer4j.rally.evaluation.RallyScores;
import io.infer4j.rally.evaluation.RallyTruth;
import java.util.List;

/**
 * What was found held to the events that there are, up to the last frame that has scores. An event
 * is found if one of the run's is at most {@value RallyEvaluation#TOLERANCE} frames away.
 *
 * @param events that there are
 * @param found of these, whatever the labels
 * @param f1 the harmonic mean of precision and recall
 * @param withAllLabels of these found, with the very labels
 * @param f1AllLabels the same mean where all labels must be equal
 */
public record RallyVerdict(
    int events, int found, double f1, int withAllLabels, double f1AllLabels) {
  static RallyVerdict of(RallyTruth truth, RallyScores scores, List<String> labels) {
    RallyEvaluation evaluation = new RallyEvaluation(labels);
    evaluation.add(truth, scores);
    EventCounts counts = evaluation.events();
    EventCounts strict = evaluation.strictEvents();
    return new RallyVerdict(
        counts.truths(), counts.matched(), counts.f1(), strict.matched(), strict.f1());
  }
}
