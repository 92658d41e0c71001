package io.infer4j.examples.android;

import io.infer4j.IoBinding;
import io.infer4j.Model;
import io.infer4j.Shape;
import io.infer4j.bundle.ModelBundle;
import io.infer4j.image.Image;
import io.infer4j.image.ImagePreparer;
import io.infer4j.score.Scores;
import java.util.List;

/** What a frame shows; for one thread, the one that made it. */
public final class FrameClassifier implements AutoCloseable {
  private final List<String> labels;
  private final ImagePreparer preparer;
  private final IoBinding binding;

  /** Classifies with a model that was loaded from the bundle; the model stays the caller's. */
  public FrameClassifier(ModelBundle bundle, Model model) {
    labels = bundle.labels();
    preparer = new ImagePreparer(bundle.preprocessing().get());
    Shape image = model.input("image").shape();
    binding = model.bind(Shape.of(1, image.dim(1), image.dim(2), image.dim(3)));
  }

  /** The best label. Nothing of infer4j's is left for the garbage collector but the image. */
  public String classify(Image image) {
    preparer.prepare(image, binding.input("image"));
    binding.run();
    return labels.get(Scores.argmax(binding.output("scores").asFloats()));
  }

  @Override
  public void close() {
    binding.close();
  }
}
