package io.infer4j.app;

import io.infer4j.InferenceEngines;
import io.infer4j.IoBinding;
import io.infer4j.LoadOptions;
import io.infer4j.Model;
import io.infer4j.Shape;
import io.infer4j.Tensor;
import io.infer4j.bundle.ModelBundle;
import io.infer4j.image.Image;
import io.infer4j.image.ImagePreparer;
import io.infer4j.npy.Npy;
import io.infer4j.score.Scores;
import java.nio.FloatBuffer;
import java.nio.file.Path;

/** Reads digits of images as a camera would give them. */
final class Digits {
  private static final int COUNT = 12;

  private final Path folder;
  private final ModelBundle bundle;

  Digits(Path folder, InferenceEngines engines) {
    this.folder = folder;
    this.bundle = ModelBundle.open(folder).withEngines(engines);
  }

  /** The engine, and the first digits of the bundle's images. */
  String read(LoadOptions options) {
    FloatBuffer pixels = Npy.read(folder.resolve("test-images.npy")).asFloats();
    ImagePreparer preparer = new ImagePreparer(bundle.preprocessing().orElseThrow());
    try (Model model = bundle.load(options);
        IoBinding io = model.bind(Shape.of(1, 1, 8, 8))) {
      StringBuilder text = new StringBuilder(model.engine().name()).append(" reads ");
      Tensor input = io.input("image");
      for (int image = 0; image < COUNT; image++) {
        preparer.prepare(gray(pixels, image), input);
        io.run();
        text.append(bundle.labels().get(Scores.argmax(io.output("scores").asFloats())));
      }
      return text.toString();
    }
  }

  private static Image gray(FloatBuffer pixels, int image) {
    byte[] gray = new byte[64];
    for (int i = 0; i < gray.length; i++) {
      gray[i] = (byte) Math.round(255 * pixels.get(64 * image + i));
    }
    return Image.gray(gray, 8, 8);
  }
}
