package io.infer4j.tflite.writer;

import io.infer4j.Tensor;
import io.infer4j.npy.Npy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes the gesture network of the examples as TensorFlow Lite models, into {@code
 * examples/src/main/resources/io/infer4j/examples/gesture}; the same bytes each time. Run it from
 * the repository root, as {@link TestModels} is run.
 *
 * <p>The weights are those that {@code examples/src/main/python/train_gesture.py} wrote. Every
 * variant has an input {@code features} [?,46] and an output [?,5] that is named as TensorFlow's
 * converter names it; it has no signature. The variants are those of {@link DigitsModels}.
 */
public final class GestureModels {
  private static final Path PYTHON = Path.of("examples/src/main/python/gesture_weights");

  /** Where the models are, from the repository's root. */
  static final Path FOLDER = Path.of("examples/src/main/resources/io/infer4j/examples/gesture");

  private final Path trained;
  private final Path target;

  private GestureModels(Path root, Path target) {
    this.trained = root.resolve(PYTHON);
    this.target = target;
  }

  /** Writes the models; takes no arguments. */
  public static void main(String[] args) throws IOException {
    writeAll(Path.of(""), FOLDER);
  }

  /** Writes the models of the repository at {@code root} into {@code target}. */
  static void writeAll(Path root, Path target) throws IOException {
    new GestureModels(root, target).writeAll();
  }

  private void writeAll() throws IOException {
    write("gesture-float32", new Layers());
    write("gesture-float16", new Float16Layers());
    write("gesture-dynamic", new DynamicLayers());
    write("gesture-int8", new Int8Layers(trained.resolve("ranges.properties")));
  }

  private void write(String name, Layers layers) throws IOException {
    Value features = layers.input("features", -1, 46);
    Value first = dense(layers, "hidden1", "hidden1", features, Activation.RELU);
    Value second = dense(layers, "hidden2", "hidden2", first, Activation.RELU);
    Value logits = dense(layers, "logits", "last", second, Activation.NONE);
    layers.graph.output("StatefulPartitionedCall:0", layers.graph.softmax(logits));
    byte[] file =
        new TfliteModel(layers.graph)
            .description("Gestures of a hand by its landmarks, trained on synthetic data")
            .toBytes();
    Files.write(target.resolve(name + ".tflite"), file);
  }

  private Value dense(Layers layers, String name, String layer, Value x, Activation activation) {
    return layers.dense(name, x, read(layer + ".weight"), read(layer + ".bias"), activation);
  }

  private Tensor read(String name) {
    return Npy.read(trained.resolve(name + ".npy"));
  }
}
