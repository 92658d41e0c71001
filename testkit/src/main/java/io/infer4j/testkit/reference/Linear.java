package io.infer4j.testkit.reference;

import io.infer4j.Shape;
import java.util.List;

/** Weighted sums, added up in double. */
final class Linear {
  private Linear() {}

  static Kernel matmul(Value a, Value b) {
    Elementwise.checkSameDType(a, b);
    if (a.rank() < 2 || b.rank() != 2 || a.dim(a.rank() - 1) != b.dim(0)) {
      throw new IllegalArgumentException("expected [..., m, k] and [k, n], got " + a + " and " + b);
    }
    long[] dims = a.shape().dims();
    int depth = b.dim(0);
    int columns = b.dim(1);
    dims[dims.length - 1] = columns;
    Value y = Value.allocate(a.dtype(), Shape.of(dims));
    return new Kernel(
        y,
        () -> {
          for (int i = 0; i < y.elements(); i++) {
            int row = i / columns * depth;
            int column = i % columns;
            double sum = 0;
            for (int k = 0; k < depth; k++) {
              sum += a.get(row + k) * b.get(k * columns + column);
            }
            y.set(i, sum);
          }
        });
  }

  static Kernel conv2d(List<Value> in, Attributes attributes) {
    Value x = in.get(0);
    Value w = in.get(1);
    Value bias = in.get(2);
    int stride = attributes.integer("stride", 1);
    int padding = attributes.integer("padding", 0);
    if (x.rank() != 4 || w.rank() != 4 || x.dim(1) != w.dim(1) || bias.elements() != w.dim(0)) {
      throw new IllegalArgumentException(
          "expected [n, c, h, w], [o, c, kh, kw] and [o], got " + x + ", " + w + " and " + bias);
    }
    int channels = x.dim(1);
    int height = x.dim(2);
    int width = x.dim(3);
    int kernelHeight = w.dim(2);
    int kernelWidth = w.dim(3);
    int rows = (height + 2 * padding - kernelHeight) / stride + 1;
    int columns = (width + 2 * padding - kernelWidth) / stride + 1;
    int filters = w.dim(0);
    Value y = Value.allocate(x.dtype(), x.dim(0), filters, rows, columns);
    return new Kernel(
        y,
        () -> {
          for (int i = 0; i < y.elements(); i++) {
            int filter = i / columns / rows % filters;
            int image = i / columns / rows / filters;
            double sum = bias.get(filter);
            for (int c = 0; c < channels; c++) {
              for (int ky = 0; ky < kernelHeight; ky++) {
                int row = i / columns % rows * stride + ky - padding;
                for (int kx = 0; kx < kernelWidth; kx++) {
                  int column = i % columns * stride + kx - padding;
                  if (row >= 0 && row < height && column >= 0 && column < width) {
                    sum +=
                        x.get(((image * channels + c) * height + row) * width + column)
                            * w.get(
                                ((filter * channels + c) * kernelHeight + ky) * kernelWidth + kx);
                  }
                }
              }
            }
            y.set(i, sum);
          }
        });
  }
}
