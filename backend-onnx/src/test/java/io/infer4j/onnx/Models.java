package io.infer4j.onnx;

import io.infer4j.LoadOptions;
import io.infer4j.Model;
import io.infer4j.Tensor;
import io.infer4j.npy.Npy;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Objects;

/** The models that src/test/python/make_models.py has made; its table says what each is. */
public final class Models {
  private Models() {}

  public static Path path(String file) {
    URL url = Objects.requireNonNull(Models.class.getResource("models/" + file), file);
    try {
      return Path.of(url.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(file, e);
    }
  }

  static Model load(String file) {
    return Model.load(path(file));
  }

  /** Lets the runtime write a model in ORT format. */
  public static Path toOrt(String model, Path target) {
    LoadOptions options =
        LoadOptions.defaults()
            .withOption("onnxruntime", "optimized_model", target.toString())
            .withOption("onnxruntime", "session.save_model_format", "ORT");
    Model.load(path(model), options).close();
    return target;
  }

  static Tensor npy(String file) {
    return Npy.read(path(file));
  }
}
