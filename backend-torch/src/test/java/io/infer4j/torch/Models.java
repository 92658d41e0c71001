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

/** The models and arrays that {@code make_models.py} has written; it says what each is. */
public final class Models {
  private Models() {}

  /** A model NAME.pt, or a file with its ending. */
  public static Path path(String name) {
    String file = "models/" + (name.matches(".+\\.(pt|ptl|npy)") ? name : name + ".pt");
    URL url = Objects.requireNonNull(Models.class.getResource(file), file);
    try {
      return Path.of(url.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(file, e);
    }
  }

  public static byte[] bytes(String name) {
    try {
      return Files.readAllBytes(path(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Tensor array(String name) {
    return Npy.read(path(name + ".npy"));
  }

  public static Model load(String name) {
    return Model.load(path(name));
  }

  public static Model load(String name, LoadOptions options) {
    return Model.load(path(name), options);
  }

  public static LoadOptions option(String key, String value) {
    return LoadOptions.defaults().withOption("pytorch", key, value);
  }
}
