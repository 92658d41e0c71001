package io.infer4j.testkit.reference;

import io.infer4j.DType;

/** The coordinates of the elements that are not zero, a row each. */
final class NonZero {
  private NonZero() {}

  static Kernel of(Value x) {
    int count = 0;
    for (int i = 0; i < x.elements(); i++) {
      count += x.get(i) != 0 ? 1 : 0;
    }
    int rank = x.rank();
    int[] strides = Strides.of(x.shape());
    Value y = Value.allocate(DType.INT64, count, rank);
    return new Kernel(
        y,
        () -> {
          int row = 0;
          // No more rows than were counted, though somebody may be writing to x.
          for (int i = 0; i < x.elements() && row < y.dim(0); i++) {
            if (x.get(i) != 0) {
              for (int axis = 0; axis < rank; axis++) {
                y.setLong(row * rank + axis, i / strides[axis] % x.dim(axis));
              }
              row++;
            }
          }
        });
  }
}
