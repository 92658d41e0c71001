package io.infer4j.onnx.file;

import io.infer4j.DType;
import io.infer4j.InvalidInputException;
import io.infer4j.Tensor;
import io.infer4j.TensorSpec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A division of two inputs of the graph, at whose values ONNX Runtime does not look: the least
 * int32 or int64 has no quotient by -1, and the processor ends the process. It does look for 0, and
 * int8 and int16 are divided as wider integers.
 */
public final class Division {
  /** The attribute of Mod that has it compute as for real numbers, which is safe. */
  static final String FMOD = "fmod";

  private final String operator;
  private final String dividendName;
  private final String divisorName;
  private final Tensor dividend;
  private final Tensor divisor;
  private final ByteBuffer dividends;
  private final ByteBuffer divisors;
  private final boolean wide;

  private Division(Named named, Tensor dividend, Tensor divisor) {
    this.operator = named.operator;
    this.dividendName = named.dividend;
    this.divisorName = named.divisor;
    this.dividend = dividend;
    this.divisor = divisor;
    this.dividends = dividend.asBytes();
    this.divisors = divisor.asBytes();
    this.wide = dividend.dtype() == DType.INT64;
  }

  /** What a file says of one. */
  static final class Named {
    private final String operator;
    private final String dividend;
    private final String divisor;

    private Named(String operator, String dividend, String divisor) {
      this.operator = operator;
      this.dividend = dividend;
      this.divisor = divisor;
    }
  }

  /** The division that a node of the main graph is, null for other nodes. */
  public static @Nullable Named of(String operator, List<String> operands) {
    boolean divides = operator.equals("Div") || operator.equals("Mod");
    return divides && operands.size() == 2
        ? new Named(operator, operands.get(0), operands.get(1))
        : null;
  }

  /** Those that take these inputs as they are: none, in most models. */
  public static Division[] of(
      FileFacts file, List<TensorSpec> specs, List<@Nullable Tensor> inputs) {
    List<Division> all = new ArrayList<>();
    for (Named each : file.divisions()) {
      Tensor dividend = input(each.dividend, specs, inputs);
      Tensor divisor = input(each.divisor, specs, inputs);
      if (dividend != null && divisor != null) {
        all.add(new Division(each, dividend, divisor));
      }
    }
    return all.toArray(new Division[0]);
  }

  private static @Nullable Tensor input(
      String name, List<TensorSpec> specs, List<@Nullable Tensor> inputs) {
    for (int i = 0; i < specs.size(); i++) {
      Tensor tensor = inputs.get(i);
      if (tensor != null && specs.get(i).name().equals(name)) {
        boolean checked = tensor.dtype() == DType.INT32 || tensor.dtype() == DType.INT64;
        return checked ? tensor : null;
      }
    }
    return null;
  }

  /**
   * Looks at the values that a run is about to take.
   *
   * @throws InvalidInputException if the process would end
   */
  public void check() {
    if (has(divisors, -1) && has(dividends, least()) && meet()) {
      throw new InvalidInputException(
          dividendName,
          "no least integer to be divided by -1, as it is by '" + divisorName + "' for " + operator,
          Long.toString(least()));
    }
  }

  private long least() {
    return wide ? Long.MIN_VALUE : Integer.MIN_VALUE;
  }

  private boolean has(ByteBuffer values, long value) {
    for (int at = 0; at < values.capacity(); at += wide ? Long.BYTES : Integer.BYTES) {
      if ((wide ? values.getLong(at) : values.getInt(at)) == value) {
        return true;
      }
    }
    return false;
  }

  /** Whether a least dividend is divided by a -1, each being repeated along axes of size 1. */
  private boolean meet() {
    int rank = Math.max(dividend.shape().rank(), divisor.shape().rank());
    long[] sizes = new long[rank];
    for (int axis = 0; axis < rank; axis++) {
      long own = dim(dividend, axis, rank);
      sizes[axis] = own == 1 ? dim(divisor, axis, rank) : own;
    }
    long[] place = new long[rank];
    while (true) {
      if (at(dividend, dividends, place) == least() && at(divisor, divisors, place) == -1) {
        return true;
      }
      int axis = rank - 1;
      while (axis >= 0 && ++place[axis] == sizes[axis]) {
        place[axis--] = 0;
      }
      if (axis < 0) {
        return false;
      }
    }
  }

  private long at(Tensor tensor, ByteBuffer values, long[] place) {
    long index = 0;
    for (int axis = 0; axis < place.length; axis++) {
      long size = dim(tensor, axis, place.length);
      // Shapes that do not go together are for the runtime to refuse.
      index = index * size + Math.min(place[axis], size - 1);
    }
    return wide ? values.getLong((int) index * Long.BYTES) : values.getInt((int) index * 4);
  }

  /** The size along an axis, where shapes are aligned at their last. */
  private static long dim(Tensor tensor, int axis, int rank) {
    int own = axis - rank + tensor.shape().rank();
    return own < 0 ? 1 : tensor.shape().dim(own);
  }
}
