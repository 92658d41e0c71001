package io.infer4j.rally.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.infer4j.Tensor;
import io.infer4j.npy.Npy;
import io.infer4j.rally.RallyAttribute;
import io.infer4j.rally.RallyEvent;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What make_evaluation_vectors.py wrote: scores, events, and what train_rally.py would report. */
class EvaluationAgreesWithPythonTest {
  private static final List<String> LABELS =
      List.of("near", "far", "serve", "forehand", "backhand", "bounce", "in", "out");

  private final RallyEvaluation evaluation = new RallyEvaluation(LABELS);
  private final Properties expected = new Properties();

  @BeforeEach
  void evaluate() throws IOException, URISyntaxException {
    try (InputStream in = getClass().getResourceAsStream("expected.properties")) {
      expected.load(in);
    }
    for (int video = 0; video < 2; video++) {
      Tensor coarse = Npy.read(file("coarse" + video + ".npy"));
      Tensor fine = Npy.read(file("fine" + video + ".npy"));
      RallyScores scores = new RallyScores(LABELS.size());
      for (int i = 0; i < coarse.shape().dim(0); i++) {
        scores.onScores(
            i, i / 25.0, coarse.asFloats().get(2 * i + 1), fine.slice(i, i + 1).toFloats());
      }
      for (RallyTruth.Event found : RallyTruth.read(file("found" + video + ".csv")).events()) {
        List<RallyAttribute> attributes =
            found.labels().stream().map(label -> new RallyAttribute(label, 1)).toList();
        scores.onEvent(new RallyEvent(found.frame(), 0, 1, attributes));
      }
      evaluation.add(RallyTruth.read(file("true" + video + ".csv")), scores);
    }
  }

  @Test
  void inEventF1() {
    assertThat(evaluation.events().f1()).isEqualTo(number("F1"), within(1e-12));
    assertThat(evaluation.events().truths()).isEqualTo((int) number("events"));
    assertThat(evaluation.events().spotted()).isEqualTo((int) number("found"));
  }

  @Test
  void inStrictF1() {
    assertThat(evaluation.strictEvents().f1()).isEqualTo(number("strict_F1"), within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"near", "far", "serve", "forehand", "backhand", "bounce", "in", "out"})
  void inTheAveragePrecisionOf(String label) {
    assertThat(evaluation.averagePrecision(label)).isEqualTo(number(label), within(1e-12));
  }

  @Test
  void inFineMeanAveragePrecision() {
    assertThat(evaluation.meanAveragePrecision()).isEqualTo(number("fine_mAP"), within(1e-12));
  }

  private double number(String key) {
    return Double.parseDouble(expected.getProperty(key));
  }

  private Path file(String name) throws URISyntaxException {
    return Path.of(Objects.requireNonNull(getClass().getResource(name)).toURI());
  }
}
