package io.infer4j.cli;

import io.infer4j.DType;
import io.infer4j.Shape;
import io.infer4j.Tensor;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tensor in short. {@code min}, {@code max} and {@code mean} are of the elements that are not
 * NaN, null where there is none or the elements are strings; {@code nan} counts the others.
 */
record TensorReport(
    String name,
    String dtype,
    List<Long> shape,
    @Nullable Number min,
    @Nullable Number max,
    @Nullable Double mean,
    long nan,
    List<Object> first,
    @Nullable String file) {
  private static final int FIRST = 8;
  private static final int CHUNK = 1 << 16;

  static TensorReport of(String name, Tensor tensor, @Nullable String file) {
    Range range = new Range();
    if (tensor.dtype() != DType.STRING) {
      Tensor flat = tensor.reshape(tensor.elements());
      // In parts, so that a large output needs no large copy.
      for (int from = 0; from < tensor.elements(); from += CHUNK) {
        range.add(flat.slice(from, Math.min(tensor.elements(), from + CHUNK)));
      }
    }
    boolean empty = range.count == 0;
    return new TensorReport(
        name,
        tensor.dtype().toString(),
        dims(tensor.shape()),
        empty ? null : range.exact ? (Number) range.least : inType(tensor.dtype(), range.min),
        empty ? null : range.exact ? (Number) range.most : inType(tensor.dtype(), range.max),
        empty ? null : range.sum / range.count,
        range.nan,
        first(tensor),
        file);
  }

  static List<Long> dims(Shape shape) {
    return Arrays.stream(shape.dims()).boxed().toList();
  }

  String type() {
    return dtype + shape;
  }

  /** As short as the type lets it be: 0.1 for the float that is nearest to it. */
  private static Number inType(DType dtype, double value) {
    if (dtype == DType.FLOAT64) {
      return value;
    }
    if (dtype.isFloatingPoint()) {
      return (float) value;
    }
    return new BigDecimal(value).toBigInteger(); // uint64, rounded if it is above 2^53
  }

  private static List<Object> first(Tensor tensor) {
    List<Object> first = new ArrayList<>();
    Tensor head = tensor.reshape(tensor.elements()).slice(0, Math.min(FIRST, tensor.elements()));
    switch (tensor.dtype()) {
      case STRING -> first.addAll(head.asStrings());
      case FLOAT64 -> {
        for (double value : head.toDoubles()) {
          first.add(value);
        }
      }
      case FLOAT32, FLOAT16, BFLOAT16 -> {
        for (float value : head.toFloats()) {
          first.add(value);
        }
      }
      case BOOL -> {
        for (int value : head.toInts()) {
          first.add(value != 0);
        }
      }
      case UINT64 -> {
        for (int i = 0; i < head.elements(); i++) {
          first.add(new BigInteger(Long.toUnsignedString(head.asLongs().get(i))));
        }
      }
      default -> {
        for (long value : head.toLongs()) {
          first.add(value);
        }
      }
    }
    return first;
  }

  private static final class Range {
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;
    private double sum;
    private long count;
    private long nan;

    /** The same as longs, where these are exact and doubles may not be. */
    private long least = Long.MAX_VALUE;

    private long most = Long.MIN_VALUE;
    private boolean exact;

    void add(Tensor part) {
      exact = !part.dtype().isFloatingPoint() && part.dtype() != DType.UINT64;
      if (exact) {
        for (long value : part.toLongs()) {
          least = Math.min(least, value);
          most = Math.max(most, value);
        }
      }
      add(part.toDoubles());
    }

    private void add(double[] values) {
      for (double value : values) {
        if (Double.isNaN(value)) {
          nan++;
        } else {
          min = Math.min(min, value);
          max = Math.max(max, value);
          sum += value;
          count++;
        }
      }
    }
  }
}
