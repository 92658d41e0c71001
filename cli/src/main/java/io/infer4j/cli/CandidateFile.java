package io.infer4j.cli;

import io.infer4j.DType;
import io.infer4j.InferenceEngines;
import io.infer4j.Model;
import io.infer4j.ModelFormat;
import io.infer4j.ModelSource;
import io.infer4j.TensorSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A model file that is to become a bundle's variant. */
record CandidateFile(String variant, Path path, ModelFormat format, String sha256) {
  /**
   * The files, each under a name of its own.
   *
   * @throws WrongUseException if there is no such file
   * @throws IllegalArgumentException if one is no model
   */
  static List<CandidateFile> of(List<Path> paths, InferenceEngines engines) {
    List<ModelFormat> formats = new ArrayList<>();
    for (Path path : paths) {
      formats.add(formatOf(path, engines));
    }
    List<CandidateFile> files = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (int i = 0; i < paths.size(); i++) {
      ModelFormat format = formats.get(i);
      String sha256 = ModelSource.of(paths.get(i)).sha256();
      for (CandidateFile other : files) {
        if (other.sha256.equals(sha256)) {
          throw new WrongUseException(
              paths.get(i) + " and " + other.path + " are the same file, byte by byte");
        }
      }
      boolean only = formats.stream().filter(format::equals).count() == 1;
      String name = only ? format.name() : nameOf(paths.get(i), format);
      String unique = name;
      for (int n = 2; !taken.add(unique); n++) {
        unique = name + "-" + n;
      }
      files.add(new CandidateFile(plain(unique), paths.get(i), format, sha256));
    }
    return files;
  }

  /**
   * The names of the other files that it needs, relative to its folder, as its engine tells them.
   */
  static List<String> others(Model model) {
    String names = model.metadata().getOrDefault("onnx.external_data", "");
    return names.isEmpty() ? List.of() : List.of(names.split(", ", -1));
  }

  static ModelFormat formatOf(Path path, InferenceEngines engines) {
    if (!Files.isRegularFile(path)) {
      throw new WrongUseException(
          !Files.exists(path)
              ? "there is no file " + path
              : BundleFolder.hasDescription(path)
                  ? path + " is a bundle, expected a model file: name one of the files in it"
                  : path + " is a folder, expected a model file");
    }
    if (BundleFolder.isBundle(path)) {
      throw new WrongUseException(path + " is a bundle, expected a model file");
    }
    return engines
        .formatOf(ModelSource.of(path))
        .orElseThrow(
            () -> new IllegalArgumentException(path + " is not a model of a known format"));
  }

  /** For instance {@code tflite-digits-int8}, {@code torchscript-digits-ptl}. */
  private static String nameOf(Path path, ModelFormat format) {
    String file = path.getFileName().toString();
    int dot = file.lastIndexOf('.');
    String stem = dot > 0 ? file.substring(0, dot) : file;
    String extension = dot > 0 ? file.substring(dot + 1) : "";
    boolean telling = !extension.equals(format.name()) && !extension.isEmpty();
    return format.name() + "-" + stem + (telling ? "-" + extension : "");
  }

  CandidateFile named(String name) {
    return new CandidateFile(name, path, format, sha256);
  }

  /** A name that tells the file, too, and is not taken. */
  String longName(List<String> taken) {
    String name = plain(nameOf(path, format));
    String unique = name;
    for (int n = 2; taken.contains(unique); n++) {
      unique = name + "-" + n;
    }
    return unique;
  }

  private static String plain(String name) {
    return name.replaceAll("[^A-Za-z0-9_-]", "-");
  }

  /** Whether it tells all of its inputs and outputs, and none of them is quantised. */
  static boolean isFloat32(Model model) {
    return Stream.concat(model.inputs().stream(), model.outputs().stream())
        .allMatch(
            spec ->
                isTold(spec)
                    && spec.quantization() == null
                    && spec.dtype() != DType.FLOAT16
                    && spec.dtype() != DType.BFLOAT16);
  }

  private static boolean isTold(TensorSpec spec) {
    return spec.dtype() != null && spec.shape().hasRank();
  }
}
