package io.infer4j.image;

import java.nio.ByteBuffer;
import java.util.Objects;

/** Grey bytes, read where they are. */
final class OneByteRows extends RowReader {
  private final PlaneReader plane = new PlaneReader();
  private int skip;
  private int length;
  private int first;

  OneByteRows() {
    super(1);
  }

  @Override
  void open(Image image, int[] columns) {
    plane.open(Objects.requireNonNull(image.plane), image.top);
    skip = image.left;
    length = image.width();
  }

  @Override
  void row(int y) {
    first = plane.row(y, skip, length);
  }

  @Override
  void pick(int[] columns, int[] pixels) {
    ByteBuffer bytes = plane.bytes;
    int at = first;
    for (int x = 0; x < columns.length; x++) {
      pixels[x] = bytes.get(at + columns[x]) & 0xff;
    }
  }
}
