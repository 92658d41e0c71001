package io.infer4j.examples;

import io.infer4j.Model;
import io.infer4j.Tensor;
import io.infer4j.bundle.ModelBundle;
import io.infer4j.image.ImagePreparer;
import io.infer4j.image.awt.AwtImage;
import io.infer4j.score.Scores;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.ImageIO;

/** Says what is in a picture: {@code Classify BUNDLE PICTURE}. */
public final class Classify {
  private Classify() {}

  public static void main(String[] args) throws IOException {
    ModelBundle bundle = ModelBundle.open(Path.of(args[0]));
    ImagePreparer preparer = new ImagePreparer(bundle.preprocessing().orElseThrow());
    Tensor pixels = preparer.prepare(AwtImage.of(ImageIO.read(Path.of(args[1]).toFile())));
    try (Model model = bundle.load()) {
      float[] scores = model.run(pixels).single().toFloats();
      for (int label : Scores.topK(scores, 3)) {
        System.out.printf(Locale.ROOT, "%s %.2f%n", bundle.labels().get(label), scores[label]);
      }
    }
  }
}
