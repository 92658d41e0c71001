package io.infer4j;

/** Checks that a shape and the data that a caller gives for it go together. */
final class TensorSize {
  private TensorSize() {}

  /** The number of elements of a shape that is static and not too large. */
  static int elements(DType dtype, Shape shape) {
    if (!shape.isStatic()) {
      throw new IllegalArgumentException(
          "a tensor needs a concrete shape, " + shape + " has dimensions that are not fixed");
    }
    long elements = shape.elements();
    int width = Math.max(1, dtype.byteSize());
    if (elements > Integer.MAX_VALUE / width) {
      throw new IllegalArgumentException(
          "shape "
              + shape
              + " of "
              + dtype
              + " needs more than the 2^31-1 bytes (or strings) that a tensor can hold");
    }
    return (int) elements;
  }

  /** The shape, if it has as many elements. */
  static Shape ofElements(DType dtype, int length, long... dims) {
    Shape shape = Shape.of(dims);
    int needed = elements(dtype, shape);
    if (needed != length) {
      throw new IllegalArgumentException(
          dims.length == 0
              ? noShape(length + " elements", length)
              : "shape " + shape + " has " + needed + " elements, the data has " + length);
    }
    return shape;
  }

  /** For who left the shape out and meant one axis; none would be silent about a batch of one. */
  private static String noShape(String data, int elements) {
    return "no shape was given, which is that of a scalar, one element, and the data has "
        + data
        + "; for one axis give its size, "
        + elements;
  }

  /** Refuses a shape that does not need as many bytes. */
  static void checkBytes(DType dtype, int bytes, long... dims) {
    if (dtype == DType.STRING) {
      throw new IllegalArgumentException("strings have no place in a ByteBuffer; use of(String[])");
    }
    Shape shape = Shape.of(dims);
    int needed = elements(dtype, shape) * dtype.byteSize();
    if (needed != bytes) {
      throw new IllegalArgumentException(
          dims.length == 0
              ? noShape(bytes + " bytes", bytes / dtype.byteSize())
              : "shape "
                  + shape
                  + " of "
                  + dtype
                  + " needs "
                  + needed
                  + " bytes, the buffer has "
                  + bytes
                  + " from its position to its limit");
    }
  }
}
