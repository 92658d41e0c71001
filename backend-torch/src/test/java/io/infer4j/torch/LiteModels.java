package io.infer4j.torch;

import io.infer4j.LoadOptions;
import io.infer4j.Model;
import io.infer4j.Tensor;
import io.infer4j.npy.Npy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * The models that {@code make_models.py} has written, through the Android binding; it says what
 * each is.
 */
final class LiteModels {
  private LiteModels() {}

  static Path path(String file) {
    URL url = Objects.requireNonNull(LiteModels.class.getResource("models/" + file), file);
    try {
      return Path.of(url.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(file, e);
    }
  }

  static byte[] bytes(String file) {
    try {
      return Files.readAllBytes(path(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Tensor array(String name) {
    return Npy.read(path(name + ".npy"));
  }

  static LoadOptions options() {
    return LoadOptions.defaults().withOption("pytorch", "binding", "android");
  }

  static LoadOptions option(String key, String value) {
    return options().withOption("pytorch", key, value);
  }

  /** The model of that name, made for the lite interpreter. */
  static Model load(String name) {
    return load(name, options());
  }

  static Model load(String name, LoadOptions options) {
    return Model.load(path(name + ".ptl"), options);
  }
}
