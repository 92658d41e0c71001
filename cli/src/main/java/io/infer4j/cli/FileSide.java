package io.infer4j.cli;

import io.infer4j.DType;
import io.infer4j.Quantization;
import io.infer4j.Tensor;
import io.infer4j.TensorSpec;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a canonical tensor is in a file's number type and order of axes, and back. It is for finding
 * out which these are; the bundle itself then does its own mapping, and is compared again.
 */
final class FileSide {
  private final AxisChoice axes;
  private final @Nullable Quantization canonical;
  private final TensorSpec file;

  FileSide(AxisChoice axes, TensorSpec canonical, TensorSpec file) {
    this.axes = axes;
    this.canonical = canonical.quantization();
    this.file = file;
  }

  /** The file's tensor. */
  Tensor toFile(Tensor tensor) {
    DType dtype = file.dtype() == null ? tensor.dtype() : file.dtype();
    long[] dims = tensor.shape().dims();
    if (dtype == DType.STRING) {
      return tensor;
    }
    Quantization quantization = file.quantization();
    double[] values = tensor.toDoubles();
    if (canonical != null && (dtype.isFloatingPoint() || quantization != null)) {
      dequantize(values, canonical, dims);
    }
    values = axes.toFile(values, dims);
    dims = axes.fileDims(dims);
    if (quantization != null && (canonical != null || tensor.dtype().isFloatingPoint())) {
      quantize(values, quantization, dtype, dims);
    }
    return Tensor.of(values, dims).to(dtype);
  }

  /** The canonical values, dequantised. */
  double[] toCanonical(Tensor tensor, long... canonicalDims) {
    double[] values = tensor.toDoubles();
    if (file.quantization() != null) {
      dequantize(values, file.quantization(), tensor.shape().dims());
    }
    return axes.toCanonical(values, canonicalDims);
  }

  /** What a reference's tensor stands for. */
  double[] real(Tensor tensor) {
    double[] values = tensor.toDoubles();
    if (canonical != null) {
      dequantize(values, canonical, tensor.shape().dims());
    }
    return values;
  }

  /**
   * The least and the greatest number that the file can tell apart, null where it has no limits.
   */
  static double @Nullable [] range(TensorSpec file) {
    Quantization quantization = file.quantization();
    if (quantization == null || !quantization.isPerTensor() || file.dtype() == null) {
      return null;
    }
    DType dtype = file.dtype();
    double scale = quantization.scale(0);
    int zero = quantization.zeroPoint(0);
    return new double[] {scale * (lowest(dtype) - zero), scale * (highest(dtype) - zero)};
  }

  /** As bundles do, by way of float. */
  private static void quantize(double[] values, Quantization q, DType dtype, long... dims) {
    for (int i = 0; i < values.length; i++) {
      values[i] = q.quantize((float) values[i], channel(q, i, dims), dtype);
    }
  }

  private static void dequantize(double[] values, Quantization q, long... dims) {
    for (int i = 0; i < values.length; i++) {
      values[i] = q.dequantize((long) values[i], channel(q, i, dims));
    }
  }

  private static int channel(Quantization q, int index, long... dims) {
    if (q.isPerTensor()) {
      return 0;
    }
    long inner = 1;
    for (int axis = q.axis() + 1; axis < dims.length; axis++) {
      inner *= dims[axis];
    }
    return (int) (index / inner % q.channels());
  }

  private static double lowest(DType dtype) {
    return dtype.isUnsigned() ? 0 : -Math.pow(2, bits(dtype) - 1);
  }

  private static double highest(DType dtype) {
    return Math.pow(2, dtype.isUnsigned() ? bits(dtype) : bits(dtype) - 1) - 1;
  }

  private static int bits(DType dtype) {
    return 8 * Objects.requireNonNull(dtype).byteSize();
  }
}
