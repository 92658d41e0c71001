package io.infer4j.torch;

import io.infer4j.DType;
import io.infer4j.LoadOptions;
import io.infer4j.Model;
import io.infer4j.Tensor;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** The models that {@code make_input_models.py} has written; it says what each is. */
public final class InputModels {
  private InputModels() {}

  /** A file of that name and ending. */
  public static Path path(String file) {
    URL url = Objects.requireNonNull(InputModels.class.getResource("inputs/" + file), file);
    try {
      return Path.of(url.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(file, e);
    }
  }

  public static Model load(String name) {
    return Model.load(path(name + ".pt"));
  }

  /**
   * A model with lists or dicts.
   *
   * @param parts what is in them
   */
  public static Model load(String name, String parts) {
    return Model.load(path(name + ".pt"), Models.option("inputs", parts));
  }

  public static Model loadLite(String name, String parts) {
    LoadOptions options = LiteModels.options();
    return Model.load(
        path(name + ".ptl"),
        parts.isEmpty() ? options : options.withOption("pytorch", "inputs", parts));
  }

  /** Names and float32 scalars or vectors in turn. */
  public static Map<String, Tensor> inputs(Object... namesAndValues) {
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      Object value = namesAndValues[i + 1];
      Tensor tensor = value instanceof Tensor given ? given : vector(((Number) value).floatValue());
      inputs.put((String) namesAndValues[i], tensor);
    }
    return inputs;
  }

  public static Tensor vector(float... values) {
    return Tensor.of(values, values.length);
  }

  public static Tensor scalar(long value) {
    return Tensor.of(new long[] {value}, new long[0]);
  }

  public static Tensor scalar(double value) {
    return Tensor.of(new double[] {value}, new long[0]);
  }

  public static Tensor scalar(boolean value) {
    Tensor tensor = Tensor.allocate(DType.BOOL);
    tensor.asBytes().put(0, (byte) (value ? 1 : 0));
    return tensor;
  }

  public static Tensor scalar(String value) {
    return Tensor.of(new String[] {value}, new long[0]);
  }
}
