package io.infer4j.testkit.reference;

import io.infer4j.DType;
import io.infer4j.Shape;
import io.infer4j.Tensor;
import java.math.BigInteger;
import java.util.List;

/** The elements of a constant. */
final class Literals {
  private Literals() {}

  /**
   * A tensor with these elements, or with the only one everywhere.
   *
   * @throws Mistake if there are too many or too few, or one is not of the dtype
   */
  static Tensor read(Line line, DType dtype, Shape shape, List<Line.Word> words) {
    if (!shape.isStatic()) {
      throw line.error("a constant needs a concrete shape, got " + shape);
    }
    Tensor tensor = Tensor.allocate(dtype, shape);
    int elements = tensor.elements();
    if (words.size() != elements && (words.size() != 1 || elements == 0)) {
      throw line.error(
          "shape " + shape + " has " + elements + " elements, given are " + words.size());
    }
    Value value = Value.of(tensor);
    for (int i = 0; i < elements; i++) {
      Line.Word word = words.get(words.size() == 1 ? 0 : i);
      try {
        put(value, i, word);
      } catch (IllegalArgumentException e) {
        throw line.error("'" + word.text() + "' is not a value of " + dtype);
      }
    }
    return tensor;
  }

  private static void put(Value value, int i, Line.Word word) {
    DType dtype = value.dtype();
    if (word.quoted() != (dtype == DType.STRING)) {
      throw new IllegalArgumentException();
    }
    switch (dtype) {
      case STRING -> value.tensor().asStrings().set(i, word.text());
      case FLOAT16, BFLOAT16, FLOAT32 -> value.set(i, Float.parseFloat(word.text()));
      case FLOAT64 -> value.set(i, Double.parseDouble(word.text()));
      case BOOL -> value.setLong(i, bool(word.text()));
      default -> value.setLong(i, integer(dtype, word.text()));
    }
  }

  private static long bool(String text) {
    return switch (text) {
      case "true" -> 1;
      case "false" -> 0;
      default -> throw new IllegalArgumentException();
    };
  }

  private static long integer(DType dtype, String text) {
    BigInteger value = new BigInteger(text);
    int bits = dtype.byteSize() * 8;
    boolean fits =
        dtype.isUnsigned()
            ? value.signum() >= 0 && value.bitLength() <= bits
            : value.bitLength() < bits;
    if (!fits) {
      throw new IllegalArgumentException();
    }
    return value.longValue();
  }
}
