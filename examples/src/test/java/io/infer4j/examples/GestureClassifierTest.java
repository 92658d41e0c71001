package io.infer4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.infer4j.Tensor;
import io.infer4j.bundle.ModelBundle;
import io.infer4j.examples.GestureClassifier.Prediction;
import io.infer4j.score.Scores;
import java.util.List;
import org.junit.jupiter.api.Test;

class GestureClassifierTest {
  private final ModelBundle bundle = ModelBundle.openResource(Gestures.class, "gesture");
  private final Tensor hands = GestureBundle.test("features");
  private final Tensor reference = GestureBundle.test("scores");

  @Test
  void batchHasTheAnswersOfPyTorch() {
    try (GestureClassifier classifier = new GestureClassifier(bundle)) {
      List<Prediction> predictions = classifier.predictBatch(hands);

      assertThat(predictions).hasSize(500);
      for (int i = 0; i < 500; i++) {
        assertThat(predictions.get(i).gesture()).isEqualTo(expected(i));
      }
    }
  }

  @Test
  void singleHandsHaveTheAnswersOfPyTorch() {
    try (GestureClassifier classifier = new GestureClassifier(bundle)) {
      for (int i = 0; i < 500; i++) {
        Prediction prediction = classifier.predictSingle(hands.slice(i, i + 1).toFloats());

        assertThat(prediction.gesture()).isEqualTo(expected(i));
      }
    }
  }

  private String expected(int hand) {
    return bundle.labels().get(Scores.argmax(reference.slice(hand, hand + 1).toFloats()));
  }
}
