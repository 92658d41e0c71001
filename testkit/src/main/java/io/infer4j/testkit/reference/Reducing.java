package io.infer4j.testkit.reference;

import io.infer4j.Shape;
import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;

/** Operators that fold axes, in double. */
final class Reducing {
  private Reducing() {}

  static Kernel sum(Value x, Attributes attributes) {
    return fold(x, attributes, 0, Double::sum, false);
  }

  static Kernel mean(Value x, Attributes attributes) {
    return fold(x, attributes, 0, Double::sum, true);
  }

  static Kernel max(Value x, Attributes attributes) {
    return fold(x, attributes, Double.NEGATIVE_INFINITY, Math::max, false);
  }

  private static Kernel fold(
      Value x, Attributes attributes, double start, DoubleBinaryOperator function, boolean mean) {
    int[] axes =
        attributes.has("axes")
            ? attributes.integers("axes")
            : IntStream.range(0, x.rank()).toArray();
    long[] kept = x.shape().dims();
    for (int axis : axes) {
      kept[Strides.axis(axis, x)] = 1;
    }
    int[] target = Strides.indices(Shape.of(kept), x.shape());
    Value y = Value.allocate(x.dtype(), attributes.flag("keep") ? kept : without(kept, axes));
    double[] folded = new double[y.elements()];
    double divisor = mean ? x.elements() / (double) y.elements() : 1;
    return new Kernel(
        y,
        () -> {
          Arrays.fill(folded, start);
          for (int i = 0; i < target.length; i++) {
            folded[target[i]] = function.applyAsDouble(folded[target[i]], x.get(i));
          }
          for (int i = 0; i < folded.length; i++) {
            y.set(i, folded[i] / divisor);
          }
        });
  }

  private static long[] without(long[] dims, int[] axes) {
    return IntStream.range(0, dims.length)
        .filter(i -> Arrays.stream(axes).noneMatch(axis -> axis == i || axis + dims.length == i))
        .mapToLong(i -> dims[i])
        .toArray();
  }

  static Kernel softmax(Value x, Attributes attributes) {
    int axis = Strides.axis(attributes.integer("axis"), x);
    int length = x.dim(axis);
    int stride = Strides.of(x.shape())[axis];
    Value y = Value.allocate(x.dtype(), x.shape());
    double[] powers = new double[length];
    return new Kernel(
        y,
        () -> {
          for (int i = 0; i < x.elements(); i++) {
            if (i / stride % length == 0) {
              softmax(x, y, i, stride, powers);
            }
          }
        });
  }

  private static void softmax(Value x, Value y, int first, int stride, double[] powers) {
    double max = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < powers.length; i++) {
      max = Math.max(max, x.get(first + i * stride));
    }
    double sum = 0;
    for (int i = 0; i < powers.length; i++) {
      powers[i] = Math.exp(x.get(first + i * stride) - max);
      sum += powers[i];
    }
    for (int i = 0; i < powers.length; i++) {
      y.set(first + i * stride, powers[i] / sum);
    }
  }
}
