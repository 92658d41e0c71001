package io.infer4j.tflite.writer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes the digits network of the command line tool's demo as TensorFlow Lite models, into {@code
 * cli/src/main/resources/io/infer4j/cli/digits}; the same bytes each time. Run it from the
 * repository root, as {@link TestModels} is run.
 *
 * <p>The weights are those that {@code cli/src/main/python/train_digits.py} wrote. Every variant
 * has an input {@code image} [?,8,8,1], an output {@code scores} [?,10] and the signature {@code
 * serving_default}:
 *
 * <pre>
 * digits-float32   as trained
 * digits-float16   weights in float16, widened by DEQUANTIZE when the model is loaded
 * digits-dynamic   weights of 1,024 elements and more in int8, activations in float32 (what
 *                  TensorFlow's converter calls dynamic range quantization)
 * digits-int8      all int8: a scale for each filter, activations scaled by their range on the
 *                  training digits ({@code calibrate_digits.py}); int8 in and out
 * </pre>
 */
public final class DigitsModels {
  private static final Path PYTHON = Path.of("cli/src/main/python/digits_weights");

  /** Where the models are, from the repository's root. */
  static final Path FOLDER = Path.of("cli/src/main/resources/io/infer4j/cli/digits");

  private final TrainedWeights trained;
  private final Path ranges;
  private final Path target;

  private DigitsModels(Path root, Path target) {
    this.trained = new TrainedWeights(root.resolve(PYTHON));
    this.ranges = root.resolve(PYTHON).resolve("ranges.properties");
    this.target = target;
  }

  /** Writes the models; takes no arguments. */
  public static void main(String[] args) throws IOException {
    writeAll(Path.of(""), FOLDER);
  }

  /** Writes the models of the repository at {@code root} into {@code target}. */
  static void writeAll(Path root, Path target) throws IOException {
    new DigitsModels(root, target).writeAll();
  }

  private void writeAll() throws IOException {
    write("digits-float32", new Layers());
    write("digits-float16", new Float16Layers());
    write("digits-dynamic", new DynamicLayers());
    write("digits-int8", new Int8Layers(ranges));
  }

  private void write(String name, Layers layers) throws IOException {
    TfliteGraph graph = layers.graph;
    Value image = layers.input("image", -1, 8, 8, 1);
    Value first = conv(layers, image, "conv1");
    Value second = graph.maxPool2d(conv(layers, first, "conv2"), 2, Padding.VALID, 2);
    Value third = graph.maxPool2d(conv(layers, second, "conv3"), 2, Padding.VALID, 2);
    Value flat = graph.reshape(third, -1, 192);
    Value logits =
        layers.dense(
            "logits", flat, trained.channelsLast("fc", 48), trained.bias("fc"), Activation.NONE);
    Value scores = graph.softmax(logits);
    graph.output("scores", scores);
    graph.signature("serving_default").input("image", image).output("scores", scores);
    byte[] file =
        new TfliteModel(graph)
            .description("Small CNN trained on the 8x8 handwritten digits of scikit-learn")
            .metadata("labels", "0,1,2,3,4,5,6,7,8,9")
            .toBytes();
    Files.write(target.resolve(name + ".tflite"), file);
  }

  private Value conv(Layers layers, Value x, String layer) {
    return layers.conv(layer, x, trained.filters(layer), trained.bias(layer), Padding.SAME, 1);
  }
}
