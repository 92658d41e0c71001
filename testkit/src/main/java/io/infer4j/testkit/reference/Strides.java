package io.infer4j.testkit.reference;

import io.infer4j.Shape;
import java.util.Arrays;

/** Arithmetic of row-major indices. */
final class Strides {
  private Strides() {}

  /** How far apart neighbours along each axis are. */
  static int[] of(Shape shape) {
    int[] strides = new int[shape.rank()];
    int stride = 1;
    for (int axis = strides.length - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= (int) shape.dim(axis);
    }
    return strides;
  }

  /**
   * The shape to which all of these broadcast, as in NumPy.
   *
   * @throws IllegalArgumentException if they do not
   */
  static Shape broadcast(Shape... shapes) {
    int rank = 0;
    for (Shape shape : shapes) {
      rank = Math.max(rank, shape.rank());
    }
    long[] dims = new long[rank];
    Arrays.fill(dims, 1);
    for (Shape shape : shapes) {
      for (int axis = 0; axis < shape.rank(); axis++) {
        int at = rank - shape.rank() + axis;
        long dim = shape.dim(axis);
        if (dim != 1 && dims[at] != 1 && dims[at] != dim) {
          throw new IllegalArgumentException(
              "shapes " + Arrays.toString(shapes) + " do not broadcast to one");
        }
        dims[at] = dim == 1 ? dims[at] : dim;
      }
    }
    return Shape.of(dims);
  }

  /** For each element of the broadcast shape the index of the operand's element. */
  static int[] indices(Shape operand, Shape broadcast) {
    int[] own = of(operand);
    int[] strides = new int[broadcast.rank()];
    int skipped = strides.length - own.length;
    for (int axis = 0; axis < own.length; axis++) {
      strides[skipped + axis] = operand.dim(axis) == 1 ? 0 : own[axis];
    }
    return walk(broadcast, strides);
  }

  /** For each element of a shape in row-major order, its index by other strides. */
  static int[] walk(Shape shape, int[] strides) {
    int[] indices = new int[(int) shape.elements()];
    int[] rowMajor = of(shape);
    for (int i = 0; i < indices.length; i++) {
      for (int axis = 0; axis < strides.length; axis++) {
        indices[i] += (int) (i / rowMajor[axis] % shape.dim(axis)) * strides[axis];
      }
    }
    return indices;
  }

  /** An axis counted from the end if it is negative. */
  static int axis(int axis, Value x) {
    int rank = x.rank();
    if (axis < -rank || axis >= rank) {
      throw new IllegalArgumentException("axis " + axis + " is not one of " + x);
    }
    return axis < 0 ? axis + rank : axis;
  }
}
