package io.infer4j.tflite.writer;

import io.infer4j.ModelSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes the rally's network as TensorFlow Lite models, into {@code
 * rally/src/main/resources/io/infer4j/rally/model}, and their SHA-256 into {@code model.properties}
 * there; the same bytes each time. Run it from the repository root, as {@link TestModels} is run,
 * after {@code rally/src/main/python/train_rally.py}, which writes the weights and the ranges of
 * activations.
 *
 * <p>Every variant has inputs {@code frame} [1,96,64,64,3] and {@code hand} [1,2], outputs {@code
 * coarse} [1,96,2] and {@code fine} [1,96,8], and no signature:
 *
 * <pre>
 * rally-float32   as trained
 * rally-float16   weights in float16, widened by DEQUANTIZE when the model is loaded
 * rally-dynamic   weights of 1,024 elements and more in int8, activations in float32
 * rally-int8      frame and CNN in int8: a scale for each filter, activations scaled by their range
 *                 in training; from there on, over time, as in rally-float16
 * </pre>
 */
public final class RallyModels {
  private static final Path PYTHON = Path.of("rally/src/main/python/rally_weights");

  /** Where the models are, from the repository's root. */
  static final Path FOLDER = Path.of("rally/src/main/resources/io/infer4j/rally/model");

  private final Path trained;
  private final Path target;

  private RallyModels(Path root, Path target) {
    this.trained = root.resolve(PYTHON);
    this.target = target;
  }

  /** Writes the models and their SHA-256; takes no arguments. */
  public static void main(String[] args) throws IOException {
    writeAll(Path.of(""), FOLDER);
    Path properties = FOLDER.resolve("model.properties");
    String text = Files.readString(properties);
    for (String variant : new String[] {"float32", "float16", "dynamic", "int8"}) {
      String sha256 = ModelSource.of(FOLDER.resolve("rally-" + variant + ".tflite")).sha256();
      String key = "(variant\\.tflite-" + variant + "\\.sha256 *=) *";
      text = text.replaceFirst(key + "\\w*", "$1 " + sha256);
    }
    Files.writeString(properties, text);
  }

  /** Writes the models of the repository at {@code root} into {@code target}. */
  static void writeAll(Path root, Path target) throws IOException {
    new RallyModels(root, target).writeAll();
  }

  private void writeAll() throws IOException {
    write("rally-float32", new Layers());
    write("rally-float16", new Float16Layers());
    write("rally-dynamic", new DynamicLayers());
    Layers cnn = new Int8Layers(trained.resolve("ranges.properties"));
    write("rally-int8", cnn, new Float16Layers(cnn.graph));
  }

  private void write(String name, Layers layers) throws IOException {
    write(name, layers, layers);
  }

  private void write(String name, Layers cnn, Layers rest) throws IOException {
    byte[] file =
        new RallyGraph(new TrainedWeights(trained), cnn, rest)
            .toModel()
            .description("Events of a tennis rally, trained on synthetic video")
            .toBytes();
    Files.write(target.resolve(name + ".tflite"), file);
  }
}
