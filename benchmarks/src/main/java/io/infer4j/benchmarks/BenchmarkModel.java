package io.infer4j.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Random;

/** The models, each with one float32 input and one float32 output of static shapes. */
public enum BenchmarkModel {
  /** So small that all time goes into the call. */
  MLP("mlp.onnx", "x", "y"),
  /** The size of a real image classifier. */
  MOBILENET("mobilenet.onnx", "input", "prob");

  private final String file;
  final String input;
  final String output;

  BenchmarkModel(String file, String input, String output) {
    this.file = file;
    this.input = input;
    this.output = output;
  }

  byte[] bytes() {
    try (InputStream in = BenchmarkModel.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("there is no resource " + file);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  long[] inputShape() {
    return this == MLP ? new long[] {1, 4} : new long[] {1, 3, 224, 224};
  }

  long[] outputShape() {
    return this == MLP ? new long[] {1, 3} : new long[] {1, 1000};
  }

  int inputElements() {
    return elements(inputShape());
  }

  int outputElements() {
    return elements(outputShape());
  }

  /** Values between 0 and 1, the same for the same seed. */
  float[] randomInput(long seed) {
    Random random = new Random(seed);
    float[] values = new float[inputElements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat();
    }
    return values;
  }

  private static int elements(long[] shape) {
    int elements = 1;
    for (long dim : shape) {
      elements = Math.multiplyExact(elements, (int) dim);
    }
    return elements;
  }
}
