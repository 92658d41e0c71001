package io.infer4j.convert;

import io.infer4j.Quantization;
import io.infer4j.Tensor;
import org.jspecify.annotations.Nullable;

/** One of the two tensors of a conversion, and how its integers stand for real numbers. */
public final class QuantizedTensor {
  final Tensor tensor;

  /** How its integers stand for real numbers, where the conversion is about real numbers. */
  final @Nullable Quantization quantization;

  final boolean real;

  /**
   * Joins them.
   *
   * @param real whether real numbers are what both tensors share, and not integers or bits
   */
  public QuantizedTensor(Tensor tensor, @Nullable Quantization quantization, boolean real) {
    this.tensor = tensor;
    this.quantization = real && !tensor.dtype().isFloatingPoint() ? quantization : null;
    this.real = real;
  }

  /** The axis along which its scales differ, -1 if none. */
  int channelAxis() {
    return quantization == null ? -1 : quantization.axis();
  }
}
