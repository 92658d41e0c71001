package io.infer4j.tflite.writer;

import io.infer4j.DType;
import io.infer4j.Quantization;
import io.infer4j.Tensor;
import io.infer4j.npy.Npy;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

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

  private final Path trained;
  private final Path target;

  private DigitsModels(Path root, Path target) {
    this.trained = root.resolve(PYTHON);
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
    write("digits-int8", new Int8Layers(ranges()));
  }

  private void write(String name, Layers layers) throws IOException {
    TfliteGraph graph = layers.graph;
    Value image = layers.image();
    Value first = layers.conv(image, "conv1");
    Value second = graph.maxPool2d(layers.conv(first, "conv2"), 2, Padding.VALID, 2);
    Value third = graph.maxPool2d(layers.conv(second, "conv3"), 2, Padding.VALID, 2);
    Value scores = graph.softmax(layers.logits(graph.reshape(third, -1, 192)));
    graph.output("scores", scores);
    graph.signature("serving_default").input("image", image).output("scores", scores);
    byte[] file =
        new TfliteModel(graph)
            .description("Small CNN trained on the 8x8 handwritten digits of scikit-learn")
            .metadata("labels", "0,1,2,3,4,5,6,7,8,9")
            .toBytes();
    Files.write(target.resolve(name + ".tflite"), file);
  }

  /** The layers in float32; the variants say what is different. */
  private class Layers {
    final TfliteGraph graph = new TfliteGraph();

    Value image() {
      return graph.input("image", DType.FLOAT32, -1, 8, 8, 1);
    }

    Value conv(Value x, String layer) {
      return graph.conv2d(
          x, weights(filters(layer)), bias(biasOf(layer)), Padding.SAME, 1, Activation.RELU);
    }

    Value logits(Value x) {
      return graph.fullyConnected(x, weights(channelsLast()), bias(biasOf("fc")), Activation.NONE);
    }

    Value weights(Tensor weights) {
      return graph.constant(weights);
    }

    Value bias(Tensor bias) {
      return graph.constant(bias);
    }
  }

  private final class Float16Layers extends Layers {
    @Override
    Value weights(Tensor weights) {
      return graph.float16Weights(weights);
    }

    @Override
    Value bias(Tensor bias) {
      return graph.float16Weights(bias);
    }
  }

  private final class DynamicLayers extends Layers {
    /** Below that, TensorFlow's converter leaves weights alone: there is nothing to win. */
    private static final int WORTHWHILE = 1024;

    @Override
    Value weights(Tensor weights) {
      if (weights.elements() < WORTHWHILE) {
        return graph.constant(weights);
      }
      // Runtimes learned to take a fully connected layer with float activations and a scale for
      // each row only lately.
      return weights.shape().rank() == 2
          ? graph.int8Weights(weights)
          : graph.int8Weights(weights, 0);
    }
  }

  private final class Int8Layers extends Layers {
    private final Properties ranges;

    Int8Layers(Properties ranges) {
      this.ranges = ranges;
    }

    @Override
    Value image() {
      return graph.input("image", DType.INT8, -1, 8, 8, 1).quantized(quantization("image"));
    }

    @Override
    Value conv(Value x, String layer) {
      Value filters = graph.int8Weights(filters(layer), 0);
      Value bias = graph.integerBias(biasOf(layer), x, filters);
      return graph
          .conv2d(x, filters, bias, Padding.SAME, 1, Activation.RELU)
          .quantized(quantization(layer));
    }

    @Override
    Value logits(Value x) {
      Value weights = graph.int8Weights(channelsLast());
      Value bias = graph.integerBias(biasOf("fc"), x, weights);
      return graph
          .fullyConnected(x, weights, bias, Activation.NONE)
          .quantized(quantization("logits"));
    }

    /** The whole of int8 for the range, in which 0 has a place of its own. */
    private Quantization quantization(String activation) {
      float min = Math.min(0, Float.parseFloat(ranges.getProperty(activation + ".min")));
      float max = Math.max(0, Float.parseFloat(ranges.getProperty(activation + ".max")));
      float scale = (max - min) / 255;
      return Quantization.perTensor(scale, Math.round(-128 - min / scale));
    }
  }

  private Properties ranges() throws IOException {
    Properties ranges = new Properties();
    try (Reader in = Files.newBufferedReader(trained.resolve("ranges.properties"))) {
      ranges.load(in);
    }
    return ranges;
  }

  private Tensor biasOf(String layer) {
    return read(layer + ".bias");
  }

  /** PyTorch's [out, in, h, w] as [out, h, w, in]. */
  private Tensor filters(String layer) {
    Tensor weights = read(layer + ".weight");
    long[] dims = weights.shape().dims();
    return swapped(weights, (int) dims[0], (int) dims[1], (int) (dims[2] * dims[3]))
        .reshape(dims[0], dims[2], dims[3], dims[1]);
  }

  /** The last layer, which PyTorch feeds [channel, row, column], for [row, column, channel]. */
  private Tensor channelsLast() {
    Tensor weights = read("fc.weight");
    int out = (int) weights.shape().dim(0);
    return swapped(weights, out, 48, 4).reshape(out, 192);
  }

  /** [n, a, b] with its last two axes swapped, as [n, b, a] in a row. */
  private static Tensor swapped(Tensor weights, int n, int a, int b) {
    float[] from = weights.toFloats();
    float[] to = new float[from.length];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < a; j++) {
        for (int k = 0; k < b; k++) {
          to[(i * b + k) * a + j] = from[(i * a + j) * b + k];
        }
      }
    }
    return Tensor.of(to, to.length);
  }

  private Tensor read(String name) {
    return Npy.read(trained.resolve(name + ".npy"));
  }
}
