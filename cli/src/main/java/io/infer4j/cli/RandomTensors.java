package io.infer4j.cli;

import io.infer4j.DType;
import io.infer4j.Shape;
import io.infer4j.Tensor;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Tensors of random values, the same for the same seed, name and shape on every machine: floats
 * uniform in [0, 1), integers 0 to 9, bools, strings a to z.
 */
final class RandomTensors {
  private final long seed;
  private final double @Nullable [] range;
  private final Map<String, double[]> floatRanges;

  RandomTensors(long seed) {
    this(seed, null, Map.of());
  }

  /**
   * Numbers of another range.
   *
   * @param range the least and the greatest of all numbers, integers too; null for the usual ones
   * @param floatRanges of floats alone, by name, where {@code range} is null
   */
  RandomTensors(long seed, double @Nullable [] range, Map<String, double[]> floatRanges) {
    this.seed = seed;
    this.range = range;
    this.floatRanges = floatRanges;
  }

  /** Values that do not depend on which other inputs there are. */
  Tensor make(String name, DType dtype, Shape shape) {
    // java.util.Random because its sequence is specified.
    Random random = new Random(seed * 31 + name.hashCode());
    int n = Math.toIntExact(shape.elements());
    long[] dims = shape.dims();
    return switch (dtype) {
      case STRING -> strings(random, shape);
      case FLOAT64, FLOAT32, FLOAT16, BFLOAT16 -> {
        double[] limits = range != null ? range : floatRanges.get(name);
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
          double value = unit(random, dtype);
          values[i] = limits == null ? value : limits[0] + value * (limits[1] - limits[0]);
        }
        yield Tensor.of(values, dims).to(dtype);
      }
      default -> {
        long low = range == null || dtype == DType.BOOL ? 0 : (long) Math.ceil(range[0]);
        long high = dtype == DType.BOOL ? 1 : range == null ? 9 : (long) Math.floor(range[1]);
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
          values[i] = low + random.nextInt((int) Math.max(1, high - low + 1));
        }
        yield Tensor.of(values, dims).to(dtype);
      }
    };
  }

  private static double unit(Random random, DType dtype) {
    return switch (dtype) {
      case FLOAT64 -> random.nextDouble();
      case FLOAT32 -> random.nextFloat();
      // A 16-bit type would round a float just below 1 up to 1.
      default -> random.nextInt(256) / 256f;
    };
  }

  private static Tensor strings(Random random, Shape shape) {
    Tensor result = Tensor.allocate(DType.STRING, shape);
    for (int i = 0; i < result.elements(); i++) {
      result.asStrings().set(i, String.valueOf((char) ('a' + random.nextInt(26))));
    }
    return result;
  }

  /**
   * Another tensor of the same kind of values: floats each times a random number from 0 to 1, all
   * else in another order.
   */
  Tensor vary(String name, Tensor tensor) {
    Random random = new Random(seed * 31 + name.hashCode());
    int n = tensor.elements();
    long[] dims = tensor.shape().dims();
    if (tensor.dtype().isFloatingPoint()) {
      double[] values = tensor.toDoubles();
      for (int i = 0; i < n; i++) {
        values[i] *= random.nextFloat();
      }
      return Tensor.of(values, dims).to(tensor.dtype());
    }
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    if (tensor.dtype() == DType.STRING) {
      Tensor result = Tensor.allocate(DType.STRING, tensor.shape());
      for (int i = 0; i < n; i++) {
        result.asStrings().set(i, tensor.asStrings().get(order[i]));
      }
      return result;
    }
    double[] values = tensor.toDoubles();
    double[] moved = new double[n];
    for (int i = 0; i < n; i++) {
      moved[i] = values[order[i]];
    }
    return Tensor.of(moved, dims).to(tensor.dtype());
  }
}
