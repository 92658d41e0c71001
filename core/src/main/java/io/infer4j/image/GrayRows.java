package io.infer4j.image;

/** Colour rows, converted to grey as they are picked. */
final class GrayRows extends RowReader {
  private static final int RED = 19595;
  private static final int GREEN = 38470;
  private static final int BLUE = 7471;
  private static final int HALF = 1 << 15;

  private final RowReader color;
  private final int first;
  private final int third;

  GrayRows(RowReader color, boolean blueFirst) {
    super(1);
    this.color = color;
    this.first = blueFirst ? BLUE : RED;
    this.third = blueFirst ? RED : BLUE;
  }

  static int gray(int red, int green, int blue) {
    return (RED * red + GREEN * green + BLUE * blue + HALF) >> 16;
  }

  @Override
  void open(Image image, int[] columns) {
    color.open(image, columns);
  }

  @Override
  void row(int y) {
    color.row(y);
  }

  @Override
  void pick(int[] columns, int[] pixels) {
    color.pick(columns, pixels);
    for (int x = 0; x < columns.length; x++) {
      int pixel = pixels[x];
      pixels[x] =
          (first * (pixel & 0xff)
                  + GREEN * ((pixel >> 8) & 0xff)
                  + third * ((pixel >> 16) & 0xff)
                  + HALF)
              >> 16;
    }
  }
}
