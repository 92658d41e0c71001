package io.infer4j.image;

import java.nio.ByteBuffer;
import java.util.Objects;

/** Planes of Y, U and V, the latter two at half the width and height; converted row by row. */
final class YuvRows extends RowReader {
  private final PlaneReader yPlane = new PlaneReader();
  private final PlaneReader uPlane = new PlaneReader();
  private final PlaneReader vPlane = new PlaneReader();
  private YuvColor color = YuvColor.BT601_FULL;
  private int[] needed = {};
  private int left;
  private int top;
  private int width;
  private int chromaStep;

  /** The row's pixels; only the needed columns mean anything. */
  private int[] rgb = {};

  YuvRows() {
    super(3);
  }

  @Override
  void open(Image image, int[] columns) {
    Plane u = Objects.requireNonNull(image.u);
    yPlane.open(Objects.requireNonNull(image.plane), 0);
    uPlane.open(u, 0);
    vPlane.open(Objects.requireNonNull(image.v), 0);
    color = Objects.requireNonNull(image.color);
    needed = columns;
    left = image.left;
    top = image.top;
    width = image.width();
    chromaStep = u.pixelStride;
    if (rgb.length < width) {
      rgb = new int[width];
    }
  }

  @Override
  void row(int y) {
    int line = top + y;
    int half = left / 2;
    int chromaLength = ((left + width - 1) / 2 - half) * chromaStep + 1;
    int yAt = yPlane.row(line, left, width);
    int uAt = uPlane.row(line / 2, half * chromaStep, chromaLength);
    int vAt = vPlane.row(line / 2, half * chromaStep, chromaLength);
    ByteBuffer ys = yPlane.bytes;
    ByteBuffer us = uPlane.bytes;
    ByteBuffer vs = vPlane.bytes;
    for (int x : needed) {
      int chroma = ((left + x) / 2 - half) * chromaStep;
      rgb[x] =
          color.toRgb(
              ys.get(yAt + x) & 0xff, us.get(uAt + chroma) & 0xff, vs.get(vAt + chroma) & 0xff);
    }
  }

  @Override
  void pick(int[] columns, int[] pixels) {
    int[] from = rgb;
    for (int x = 0; x < columns.length; x++) {
      pixels[x] = from[columns[x]];
    }
  }
}
