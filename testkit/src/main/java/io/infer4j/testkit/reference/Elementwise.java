package io.infer4j.testkit.reference;

import io.infer4j.DType;
import io.infer4j.Shape;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongBinaryOperator;

/** Operators on each element alone. */
final class Elementwise {
  private Elementwise() {}

  static Kernel unary(Value x, DoubleUnaryOperator function) {
    Value y = Value.allocate(x.dtype(), x.shape());
    return new Kernel(
        y,
        () -> {
          for (int i = 0; i < y.elements(); i++) {
            y.set(i, function.applyAsDouble(x.get(i)));
          }
        });
  }

  static Kernel binary(List<Value> in, DoubleBinaryOperator reals, LongBinaryOperator integers) {
    Value a = in.get(0);
    Value b = in.get(1);
    checkSameDType(a, b);
    Shape shape = Strides.broadcast(a.shape(), b.shape());
    Value y = Value.allocate(a.dtype(), shape);
    int[] ia = Strides.indices(a.shape(), shape);
    int[] ib = Strides.indices(b.shape(), shape);
    boolean real = a.dtype().isFloatingPoint();
    return new Kernel(
        y,
        () -> {
          for (int i = 0; i < ia.length; i++) {
            if (real) {
              y.set(i, reals.applyAsDouble(a.get(ia[i]), b.get(ib[i])));
            } else {
              y.setLong(i, integers.applyAsLong(a.getLong(ia[i]), b.getLong(ib[i])));
            }
          }
        });
  }

  static Kernel compare(List<Value> in, DoubleBinaryOperator isTrue) {
    Value a = in.get(0);
    Value b = in.get(1);
    checkSameDType(a, b);
    Shape shape = Strides.broadcast(a.shape(), b.shape());
    Value y = Value.allocate(DType.BOOL, shape);
    int[] ia = Strides.indices(a.shape(), shape);
    int[] ib = Strides.indices(b.shape(), shape);
    return new Kernel(
        y,
        () -> {
          for (int i = 0; i < ia.length; i++) {
            y.set(i, isTrue.applyAsDouble(a.get(ia[i]), b.get(ib[i])));
          }
        });
  }

  static Kernel where(List<Value> in) {
    Value condition = in.get(0);
    Value a = in.get(1);
    Value b = in.get(2);
    checkSameDType(a, b);
    Shape shape = Strides.broadcast(condition.shape(), a.shape(), b.shape());
    Value y = Value.allocate(a.dtype(), shape);
    int[] ic = Strides.indices(condition.shape(), shape);
    int[] ia = Strides.indices(a.shape(), shape);
    int[] ib = Strides.indices(b.shape(), shape);
    return new Kernel(
        y,
        () -> {
          for (int i = 0; i < ic.length; i++) {
            boolean first = condition.getLong(ic[i]) != 0;
            y.copy(i, first ? a : b, first ? ia[i] : ib[i]);
          }
        });
  }

  static Kernel cast(Value x, DType to) {
    Value y = Value.allocate(to, x.shape());
    boolean exact = !x.dtype().isFloatingPoint() && !to.isFloatingPoint();
    return new Kernel(
        y,
        () -> {
          for (int i = 0; i < y.elements(); i++) {
            if (exact) {
              y.setLong(i, x.getLong(i));
            } else {
              y.set(i, x.get(i));
            }
          }
        });
  }

  static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  static void checkSameDType(Value a, Value b) {
    if (a.dtype() != b.dtype()) {
      throw new IllegalArgumentException("expected operands of one dtype, got " + a + " and " + b);
    }
  }
}
