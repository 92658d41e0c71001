package io.infer4j.image;

import java.nio.IntBuffer;
import java.util.Objects;

/** Packed ints, read where they are. */
final class ArgbRows extends RowReader {
  private IntBuffer ints = IntBuffer.allocate(0);
  private int base;
  private int stride;
  private int first;

  ArgbRows() {
    super(3);
  }

  @Override
  void open(Image image, int[] columns) {
    ints = Objects.requireNonNull(image.ints);
    stride = image.intStride;
    base = image.top * stride + image.left;
  }

  @Override
  void row(int y) {
    first = base + y * stride;
  }

  @Override
  void pick(int[] columns, int[] pixels) {
    IntBuffer from = ints;
    int at = first;
    for (int x = 0; x < columns.length; x++) {
      pixels[x] = from.get(at + columns[x]);
    }
  }
}
