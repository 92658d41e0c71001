package io.infer4j.testkit.reference;

import io.infer4j.DType;

/** Between integers and the real numbers they stand for: {@code real = scale * (q - zeroPoint)}. */
final class Quantizing {
  private Quantizing() {}

  static Kernel quantize(Value x, Attributes attributes) {
    float scale = attributes.floats("scale")[0];
    int zeroPoint = attributes.integer("zero_point");
    DType to = attributes.dtype("to");
    int bits = to.byteSize() * 8;
    if (!to.isInteger() || bits > 32) {
      throw new IllegalArgumentException("expected an integer dtype of at most 32 bits, got " + to);
    }
    double min = to.isUnsigned() ? 0 : -Math.scalb(1.0, bits - 1);
    double max = Math.scalb(1.0, to.isUnsigned() ? bits : bits - 1) - 1;
    Value y = Value.allocate(to, x.shape());
    return new Kernel(
        y,
        () -> {
          for (int i = 0; i < y.elements(); i++) {
            double q = Math.rint(x.get(i) / scale) + zeroPoint;
            y.set(i, Math.max(min, Math.min(max, q)));
          }
        });
  }

  static Kernel dequantize(Value x, Attributes attributes) {
    float scale = attributes.floats("scale")[0];
    int zeroPoint = attributes.integer("zero_point");
    Value y = Value.allocate(DType.FLOAT32, x.shape());
    return new Kernel(
        y,
        () -> {
          for (int i = 0; i < y.elements(); i++) {
            y.set(i, scale * (x.getLong(i) - (double) zeroPoint));
          }
        });
  }
}
