package io.infer4j.examples;

import io.infer4j.Tensor;
import io.infer4j.npy.Npy;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Objects;

/** The gesture bundle's folder, and the hands in it that no model was trained on. */
final class GestureBundle {
  private GestureBundle() {}

  static Path folder() {
    URL url = Objects.requireNonNull(Gestures.class.getResource("gesture/model.properties"));
    try {
      return Objects.requireNonNull(Path.of(url.toURI()).getParent());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  static Path hands() {
    return folder().resolve("test-features.npy");
  }

  static Tensor test(String part) {
    return Npy.read(folder().resolve("test-" + part + ".npy"));
  }
}
