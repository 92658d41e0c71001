package io.infer4j.tflite.writer;

import io.infer4j.DType;
import io.infer4j.Quantization;
import io.infer4j.Tensor;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** All int8: a scale for each filter, and one for each activation by its range in training. */
final class Int8Layers extends Layers {
  private final Properties ranges = new Properties();

  /**
   * Reads the ranges.
   *
   * @param file with {@code NAME.min} and {@code NAME.max} for the input and each layer
   */
  Int8Layers(Path file) throws IOException {
    try (Reader in = Files.newBufferedReader(file)) {
      ranges.load(in);
    }
  }

  @Override
  Value input(String name, long... shape) {
    return graph.input(name, DType.INT8, shape).quantized(quantization(name));
  }

  @Override
  Value conv(String name, Value x, Tensor filters, Tensor bias, Padding padding, int stride) {
    Value steps = graph.int8Weights(filters, 0);
    Value integers = graph.integerBias(bias, x, steps);
    return graph
        .conv2d(x, steps, integers, padding, stride, Activation.RELU)
        .quantized(quantization(name));
  }

  @Override
  Value dense(String name, Value x, Tensor weights, Tensor bias, Activation activation) {
    Value steps = graph.int8Weights(weights);
    Value integers = graph.integerBias(bias, x, steps);
    return graph.fullyConnected(x, steps, integers, activation).quantized(quantization(name));
  }

  @Override
  Value real(Value x) {
    return graph.dequantize(x);
  }

  /** The whole of int8 for the range, in which 0 has a place of its own. */
  private Quantization quantization(String activation) {
    float min = Math.min(0, Float.parseFloat(ranges.getProperty(activation + ".min")));
    float max = Math.max(0, Float.parseFloat(ranges.getProperty(activation + ".max")));
    float scale = (max - min) / 255;
    return Quantization.perTensor(scale, Math.round(-128 - min / scale));
  }
}
