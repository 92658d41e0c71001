package io.infer4j.examples;

import io.infer4j.Model;
import io.infer4j.Outputs;
import io.infer4j.bundle.ModelBundle;
import io.infer4j.image.Image;
import io.infer4j.image.ImagePreparer;
import io.infer4j.image.awt.AwtImage;
import io.infer4j.nms.BoxNms;
import io.infer4j.nms.Boxes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;

/**
 * Finds objects in a picture: {@code Detect BUNDLE PICTURE}, for a bundle whose outputs are {@code
 * boxes} (centre, width and height) and {@code scores}.
 */
public final class Detect {
  private Detect() {}

  public static void main(String[] args) throws IOException {
    ModelBundle bundle = ModelBundle.open(Path.of(args[0]));
    ImagePreparer preparer = new ImagePreparer(bundle.preprocessing().orElseThrow());
    Image image = AwtImage.of(ImageIO.read(Path.of(args[1]).toFile()));
    try (Model model = bundle.load()) {
      Outputs found = model.run(preparer.prepare(image));
      float[] boxes = found.get("boxes").toFloats();
      float[] scores = found.get("scores").toFloats();
      Boxes.fromCenter(boxes);
      BoxNms nms = BoxNms.hard(0.5);
      nms.run(boxes, scores, scores.length, 0.3f);
      float[] kept = nms.boxes(boxes);
      preparer.preprocessing().boxesToImage(kept, image);
      System.out.println(Arrays.toString(kept) + " " + Arrays.toString(nms.scores()));
    }
  }
}
