package io.infer4j.examples;

import io.infer4j.IoBinding;
import io.infer4j.Model;
import io.infer4j.Shape;
import io.infer4j.Tensor;
import io.infer4j.bundle.ModelBundle;
import io.infer4j.score.Scores;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Gestures of hands, one at a time or many at once. For one thread at a time, as its binding is;
 * {@link #predictBatch} alone is for any number.
 */
public final class GestureClassifier implements AutoCloseable {
  /** What a hand shows, and how probable that is, from 0 to 1. */
  public record Prediction(String gesture, float probability) {}

  private static final int FEATURES = 46;

  private final List<String> labels;
  private final Model model;
  private final IoBinding single;
  private final FloatBuffer features;

  /** Loads the variant that can be run here. */
  public GestureClassifier(ModelBundle bundle) {
    labels = bundle.labels();
    model = bundle.load();
    single = model.bind(Shape.of(1, FEATURES));
    features = single.input("features").asFloats();
  }

  /** For a stream of hands: writes into memory that was bound once, runs, reads. */
  public Prediction predictSingle(float[] hand) {
    features.put(0, hand, 0, FEATURES);
    single.run();
    return prediction(single.output("scores").asFloats());
  }

  /** For many hands at once: one run, [hands, 46] to [hands, 5]. */
  public List<Prediction> predictBatch(Tensor hands) {
    Tensor all = model.run(hands).get("scores");
    List<Prediction> predictions = new ArrayList<>();
    for (long i = 0; i < all.shape().dim(0); i++) {
      predictions.add(prediction(all.slice(i, i + 1).asFloats()));
    }
    return predictions;
  }

  private Prediction prediction(FloatBuffer row) {
    int best = Scores.argmax(row);
    return new Prediction(labels.get(best), row.get(best));
  }

  @Override
  public void close() {
    single.close();
    model.close();
  }
}
