package io.infer4j.cli;

import io.infer4j.DType;
import io.infer4j.Shape;
import io.infer4j.Tensor;
import java.util.Random;

/**
 * Tensors of random values, the same for the same seed, name and shape on every machine: floats
 * uniform in [0, 1), integers 0 to 9, bools, strings a to z.
 */
final class RandomTensors {
  private final long seed;

  RandomTensors(long seed) {
    this.seed = seed;
  }

  /** Values that do not depend on which other inputs there are. */
  Tensor make(String name, DType dtype, Shape shape) {
    // java.util.Random because its sequence is specified.
    Random random = new Random(seed * 31 + name.hashCode());
    Tensor result = Tensor.allocate(dtype, shape);
    int n = result.elements();
    long[] dims = shape.dims();
    switch (dtype) {
      case STRING -> {
        for (int i = 0; i < n; i++) {
          result.asStrings().set(i, String.valueOf((char) ('a' + random.nextInt(26))));
        }
        return result;
      }
      case FLOAT64 -> {
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
          values[i] = random.nextDouble();
        }
        return Tensor.of(values, dims);
      }
      case FLOAT32, FLOAT16, BFLOAT16 -> {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
          // A 16-bit type would round a float just below 1 up to 1.
          values[i] = dtype == DType.FLOAT32 ? random.nextFloat() : random.nextInt(256) / 256f;
        }
        return Tensor.of(values, dims).to(dtype);
      }
      default -> {
        int[] values = new int[n];
        for (int i = 0; i < n; i++) {
          values[i] = random.nextInt(dtype == DType.BOOL ? 2 : 10);
        }
        return Tensor.of(values, dims).to(dtype);
      }
    }
  }
}
