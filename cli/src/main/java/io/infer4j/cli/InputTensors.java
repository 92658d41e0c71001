package io.infer4j.cli;

import io.infer4j.DType;
import io.infer4j.Shape;
import io.infer4j.Tensor;
import io.infer4j.TensorSpec;
import io.infer4j.npy.Npy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The tensors that a model is run on: from files, the rest random if that was asked for. */
final class InputTensors {
  private final List<TensorSpec> specs;
  private final Map<String, String> files;
  private final Map<String, String> shapes;

  /** The sizes that the named dimensions have in the inputs that are settled. */
  private final Map<String, Long> sizes = new HashMap<>();

  /**
   * What to take.
   *
   * @param files by the input's name
   * @param shapes of random inputs, by the input's name, as {@code 1,3,224,224}
   */
  InputTensors(List<TensorSpec> specs, Map<String, String> files, Map<String, String> shapes) {
    this.specs = specs;
    this.files = files;
    this.shapes = shapes;
  }

  /**
   * The tensors by name.
   *
   * @param random null where nothing is to be random
   * @param convert whether a file of another dtype is to be converted
   * @throws WrongUseException if some are not given, or a shape asked for is not one
   * @throws IllegalArgumentException if one cannot be had
   */
  Map<String, Tensor> gather(@Nullable RandomTensors random, boolean convert) {
    Map<String, Tensor> fromFiles = new HashMap<>();
    List<TensorSpec> missing = new ArrayList<>();
    for (TensorSpec spec : specs) {
      String file = files.get(spec.name());
      if (file != null) {
        Tensor tensor = read(spec, Path.of(file), convert);
        learn(spec.shape(), tensor.shape());
        fromFiles.put(spec.name(), tensor);
      } else if (!spec.isOptional() || shapes.containsKey(spec.name())) {
        missing.add(spec);
      }
    }
    if (random == null && !missing.isEmpty()) {
      throw new WrongUseException(missing(missing));
    }
    Map<String, Shape> asked = askedShapes(missing);
    Map<String, Tensor> result = new LinkedHashMap<>();
    for (TensorSpec spec : specs) {
      Tensor tensor = fromFiles.get(spec.name());
      if (tensor == null && random != null && missing.contains(spec)) {
        DType dtype = spec.dtype() == null ? DType.FLOAT32 : spec.dtype();
        tensor = random.make(spec.name(), dtype, shapeFor(spec, asked));
      }
      if (tensor != null) {
        result.put(spec.name(), tensor);
      }
    }
    return result;
  }

  private static String missing(List<TensorSpec> missing) {
    String all =
        missing.stream()
            .map(spec -> "input '" + spec.name() + "' " + SpecReport.typeOf(spec))
            .collect(Collectors.joining(", "));
    String first = missing.get(0).name();
    return "no value for "
        + all
        + ": add --input '"
        + first
        + "=FILE.npy', or --random 1 for random values";
  }

  private static Tensor read(TensorSpec spec, Path file, boolean convert) {
    if (!Files.exists(file)) {
      throw new IllegalArgumentException(
          "there is no file " + file + ", which input '" + spec.name() + "' was to be read from");
    }
    Tensor tensor = file.toString().endsWith(".npz") ? ofArchive(spec, file) : Npy.read(file);
    DType wanted = spec.dtype();
    if (wanted == null || wanted == tensor.dtype()) {
      return tensor;
    }
    String mismatch =
        "input '" + spec.name() + "' is " + wanted + ", " + file + " holds " + tensor.dtype();
    if (wanted == DType.STRING || tensor.dtype() == DType.STRING) {
      throw new IllegalArgumentException(mismatch + ", which cannot be converted");
    }
    if (!convert) {
      throw new IllegalArgumentException(
          mismatch
              + ": add --convert"
              + (wanted == DType.BFLOAT16 ? "" : ", or save array.astype('" + wanted + "')"));
    }
    try {
      return tensor.to(wanted);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(mismatch + ": " + e.getMessage(), e);
    }
  }

  /** The array that is called like the input, or the only one. */
  private static Tensor ofArchive(TensorSpec spec, Path file) {
    Map<String, Tensor> arrays = Npy.readAll(file);
    Tensor named = arrays.get(spec.name());
    if (named == null && arrays.size() == 1) {
      return arrays.values().iterator().next();
    }
    if (named == null) {
      throw new IllegalArgumentException(
          file + " has no array '" + spec.name() + "' for the input; it has " + arrays.keySet());
    }
    return named;
  }

  /** All that were asked for, before any other is filled in: they settle named dimensions. */
  private Map<String, Shape> askedShapes(List<TensorSpec> specs) {
    Map<String, Shape> asked = new HashMap<>();
    for (TensorSpec spec : specs) {
      String text = shapes.get(spec.name());
      if (text != null) {
        Shape shape = parse(text);
        // Of other sizes the model itself says whether there is a way to take them.
        if (spec.shape().hasRank() && spec.shape().rank() != shape.rank()) {
          throw new WrongUseException(
              "--shape gives input '"
                  + spec.name()
                  + "' the shape "
                  + shape
                  + ", the model takes "
                  + spec.shape());
        }
        DType dtype = spec.dtype() == null ? DType.FLOAT32 : spec.dtype();
        if (dtype != DType.STRING && shape.elements() * dtype.byteSize() > Integer.MAX_VALUE) {
          throw tooLarge(text);
        }
        learn(spec.shape(), shape);
        asked.put(spec.name(), shape);
      }
    }
    return asked;
  }

  /** The shape asked for, else the declared one with 1 for what is still open. */
  private Shape shapeFor(TensorSpec spec, Map<String, Shape> asked) {
    Shape shape = asked.get(spec.name());
    if (shape != null) {
      return shape;
    }
    Shape declared = spec.shape();
    if (!declared.hasRank()) {
      throw new WrongUseException(
          "the model does not tell the shape of input '"
              + spec.name()
              + "': add --shape '"
              + spec.name()
              + "=1,3,224,224' or the like");
    }
    long[] dims = declared.dims();
    for (int i = 0; i < dims.length; i++) {
      if (dims[i] == Shape.DYNAMIC) {
        String name = declared.name(i);
        dims[i] = name == null ? 1 : sizes.getOrDefault(name, 1L);
      }
    }
    return Shape.of(dims);
  }

  /** One name stands for one size: a batch of 5 in one input means 5 in the others. */
  private void learn(Shape declared, Shape given) {
    if (!declared.hasRank() || !declared.accepts(given)) {
      return;
    }
    for (int i = 0; i < declared.rank(); i++) {
      String name = declared.name(i);
      if (name != null) {
        sizes.putIfAbsent(name, given.dim(i));
      }
    }
  }

  private static Shape parse(String text) {
    String[] parts = text.isBlank() ? new String[0] : text.split(",", -1);
    long[] dims = new long[parts.length];
    for (int i = 0; i < parts.length; i++) {
      String part = parts[i].trim();
      if (!part.matches("\\d{1,18}")) {
        throw new WrongUseException(
            "a shape is sizes with commas between, such as 1,3,224,224; got '" + text + "'");
      }
      dims[i] = Long.parseLong(part);
    }
    Shape shape = Shape.of(dims);
    if (!isSmall(shape)) {
      throw tooLarge(text);
    }
    return shape;
  }

  private static WrongUseException tooLarge(String text) {
    return new WrongUseException(
        "--shape " + text + " is too large: a tensor has at most 2147483647 bytes");
  }

  private static boolean isSmall(Shape shape) {
    try {
      return shape.elements() <= Integer.MAX_VALUE;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
