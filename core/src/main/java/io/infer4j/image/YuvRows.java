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

  /** Where the needed columns' U and V are within a row of theirs. */
  private int[] chromaAt = {};

  /** The needed pixels of a row, one after the other. */
  private int[] ys = {};

  private int[] us = {};
  private int[] vs = {};
  private int[] converted = {};

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
    if (columns != needed || image.left != left || u.pixelStride != chromaStep) {
      needed = columns;
      left = image.left;
      chromaStep = u.pixelStride;
      plan();
    }
    top = image.top;
    width = image.width();
    if (rgb.length < width) {
      rgb = new int[width];
    }
  }

  private void plan() {
    chromaAt = new int[needed.length];
    for (int i = 0; i < needed.length; i++) {
      chromaAt[i] = ((left + needed[i]) / 2 - left / 2) * chromaStep;
    }
    ys = new int[needed.length];
    us = new int[needed.length];
    vs = new int[needed.length];
    converted = new int[needed.length];
  }

  @Override
  void row(int y) {
    int line = top + y;
    int half = left / 2;
    int chromaLength = ((left + width - 1) / 2 - half) * chromaStep + 1;
    int yAt = yPlane.row(line, left, width);
    int uAt = uPlane.row(line / 2, half * chromaStep, chromaLength);
    int vAt = vPlane.row(line / 2, half * chromaStep, chromaLength);
    pick(yPlane.bytes, yAt, needed, ys);
    pick(uPlane.bytes, uAt, chromaAt, us);
    pick(vPlane.bytes, vAt, chromaAt, vs);
    color.toRgb(ys, us, vs, converted);
    for (int i = 0; i < needed.length; i++) {
      rgb[needed[i]] = converted[i];
    }
  }

  private static void pick(ByteBuffer bytes, int first, int[] columns, int[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = bytes.get(first + columns[i]) & 0xff;
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
