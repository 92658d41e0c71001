package io.infer4j.cli;

import io.infer4j.IoBinding;
import io.infer4j.Model;
import io.infer4j.Shape;
import java.nio.FloatBuffer;

/** The digits network, whichever of the bundle's variants it is, bound for one image at a time. */
final class DigitsModel implements AutoCloseable {
  private final IoBinding binding;
  private final FloatBuffer pixels;

  /** Binds the model, which the caller closes. */
  DigitsModel(Model model) {
    this.binding = model.bind(Shape.of(1, 1, 8, 8));
    this.pixels = binding.input("image").asFloats();
  }

  /** What the network makes of an image: a score for each digit, into {@code scores}. */
  void scores(float[] image, float[] scores) {
    pixels.put(0, image);
    binding.run();
    // Fetched each time: not every engine knows its shape before a run.
    binding.output("scores").asFloats().get(0, scores);
  }

  @Override
  public void close() {
    binding.close();
  }
}
