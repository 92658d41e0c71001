package io.infer4j.tflite;

import io.infer4j.LoadOptions;
import io.infer4j.Model;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** The models that the writer's {@code TestModels} has written; it says what each is. */
public final class Models {
  private Models() {}

  static Path path(String name) {
    String file = "models/" + name + ".tflite";
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

  static Model load(String name) {
    return Model.load(path(name));
  }

  static Model load(String name, LoadOptions options) {
    return Model.load(path(name), options);
  }

  static LoadOptions option(String key, String value) {
    return LoadOptions.defaults().withOption("tflite", key, value);
  }
}
