package io.infer4j.testkit.reference;

import io.infer4j.Shape;
import java.util.Arrays;
import java.util.List;

/** Operators that copy elements to other places, of any dtype. */
final class Rearranging {
  private Rearranging() {}

  static Kernel identity(Value x) {
    return copyInOrder(x, x.shape());
  }

  static Kernel reshape(Value x, Attributes attributes) {
    int[] wanted = attributes.integers("shape");
    long[] dims = new long[wanted.length];
    long known = 1;
    for (int dim : wanted) {
      known *= dim == -1 ? 1 : dim;
    }
    for (int i = 0; i < dims.length; i++) {
      dims[i] = wanted[i] != -1 ? wanted[i] : known == 0 ? 0 : x.elements() / known;
    }
    Shape shape = Shape.of(dims);
    if (shape.elements() != x.elements()) {
      throw new IllegalArgumentException(x + " does not fit " + Arrays.toString(wanted));
    }
    return copyInOrder(x, shape);
  }

  static Kernel transpose(Value x, Attributes attributes) {
    int[] axes = attributes.integers("axes");
    int[] sorted = axes.clone();
    Arrays.sort(sorted);
    for (int i = 0; i < sorted.length; i++) {
      if (sorted.length != x.rank() || sorted[i] != i) {
        throw new IllegalArgumentException(Arrays.toString(axes) + " are not the axes of " + x);
      }
    }
    int[] strides = Strides.of(x.shape());
    long[] dims = new long[axes.length];
    int[] moved = new int[axes.length];
    for (int i = 0; i < axes.length; i++) {
      dims[i] = x.dim(axes[i]);
      moved[i] = strides[axes[i]];
    }
    Shape shape = Shape.of(dims);
    return copyFrom(x, shape, Strides.walk(shape, moved), 0);
  }

  static Kernel slice(Value x, Attributes attributes) {
    int axis = Strides.axis(attributes.integer("axis"), x);
    int from = attributes.integer("from");
    int to = attributes.integer("to");
    int step = attributes.integer("step", 1);
    if (from < 0 || from > to || to > x.dim(axis) || step < 1) {
      throw new IllegalArgumentException(
          from + " to " + to + " by " + step + " is not within axis " + axis + " of " + x);
    }
    long[] dims = x.shape().dims();
    dims[axis] = ((long) to - from + step - 1) / step;
    int[] strides = Strides.of(x.shape());
    int start = from * strides[axis];
    strides[axis] *= step;
    Shape shape = Shape.of(dims);
    return copyFrom(x, shape, Strides.walk(shape, strides), start);
  }

  static Kernel concat(List<Value> in, Attributes attributes) {
    Value first = in.get(0);
    int axis = Strides.axis(attributes.integer("axis"), first);
    long[] dims = first.shape().dims();
    dims[axis] = 0;
    for (Value part : in) {
      long[] others = part.shape().dims();
      Elementwise.checkSameDType(first, part);
      if (others.length == dims.length) {
        dims[axis] += others[axis];
        others[axis] = dims[axis];
      }
      if (!Arrays.equals(others, dims)) {
        throw new IllegalArgumentException("shapes differ in other axes than " + axis + ": " + in);
      }
    }
    Value y = Value.allocate(first.dtype(), Shape.of(dims));
    int[] strides = Strides.of(y.shape());
    int[][] targets = new int[in.size()][];
    int[] starts = new int[in.size()];
    int start = 0;
    for (int part = 0; part < targets.length; part++) {
      targets[part] = Strides.walk(in.get(part).shape(), strides);
      starts[part] = start;
      start += in.get(part).dim(axis) * strides[axis];
    }
    return new Kernel(
        y,
        () -> {
          for (int part = 0; part < targets.length; part++) {
            for (int i = 0; i < targets[part].length; i++) {
              y.copy(starts[part] + targets[part][i], in.get(part), i);
            }
          }
        });
  }

  static Kernel gather(Value x, Value index) {
    if (x.rank() == 0 || !index.dtype().isInteger()) {
      throw new IllegalArgumentException("expected rows and integers, got " + x + " and " + index);
    }
    int rows = x.dim(0);
    int row = rows == 0 ? 0 : x.elements() / rows;
    long[] dims = Arrays.copyOf(index.shape().dims(), index.rank() + x.rank() - 1);
    System.arraycopy(x.shape().dims(), 1, dims, index.rank(), x.rank() - 1);
    Value y = Value.allocate(x.dtype(), Shape.of(dims));
    return new Kernel(
        y,
        () -> {
          for (int i = 0; i < index.elements(); i++) {
            long from = index.getLong(i);
            if (from < 0 || from >= rows) {
              throw new IndexOutOfBoundsException(
                  "index " + from + " is not one of the rows 0 to " + (rows - 1));
            }
            for (int j = 0; j < row; j++) {
              y.copy(i * row + j, x, (int) from * row + j);
            }
          }
        });
  }

  private static Kernel copyInOrder(Value x, Shape shape) {
    Value y = Value.allocate(x.dtype(), shape);
    return new Kernel(
        y,
        () -> {
          for (int i = 0; i < y.elements(); i++) {
            y.copy(i, x, i);
          }
        });
  }

  private static Kernel copyFrom(Value x, Shape shape, int[] indices, int start) {
    Value y = Value.allocate(x.dtype(), shape);
    return new Kernel(
        y,
        () -> {
          for (int i = 0; i < indices.length; i++) {
            y.copy(i, x, start + indices[i]);
          }
        });
  }
}
