package io.infer4j.examples;

import io.infer4j.Model;
import io.infer4j.Tensor;
import io.infer4j.bundle.ModelBundle;
import io.infer4j.npy.Npy;
import io.infer4j.score.Scores;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Tells the gestures of hands by their landmarks, on whichever runtime is on the class path: {@code
 * SameAnswersTest} runs it on one after the other, and it prints the same.
 */
public final class Gestures {
  private Gestures() {}

  /**
   * Prints a line for each hand, and on standard error what computed it.
   *
   * @param args a .npy file: float32 [hands, 46]
   */
  public static void main(String[] args) {
    Tensor hands = Npy.read(Path.of(args[0]));
    ModelBundle bundle = ModelBundle.openResource(Gestures.class, "gesture");

    try (Model model = bundle.load()) {
      System.err.println("computed by " + model.engine().name());
      Tensor scores = model.run(hands).get("scores");
      for (int i = 0; i < scores.dim(0); i++) {
        float[] row = scores.row(i).toFloats();
        int best = Scores.argmax(row);
        String gesture = bundle.labels().get(best);
        System.out.printf(Locale.ROOT, "hand %d: %s, %.2f%n", i, gesture, row[best]);
      }
    }
  }
}
