package io.infer4j.rally.video;

import io.infer4j.image.Image;
import java.nio.ByteBuffer;

/** Turns RGB pictures of one size by quarter turns, clockwise, into memory that is used again. */
final class Turn {
  private final int quarters;
  private final int width;
  private final int height;
  private final byte[] row;
  private final byte[] turned;
  private final Image image;

  /**
   * @param quarters 1 to 3
   * @param width of the picture before
   */
  Turn(int quarters, int width, int height) {
    this.quarters = quarters;
    this.width = width;
    this.height = height;
    this.row = new byte[3 * width];
    this.turned = new byte[3 * width * height];
    boolean sideways = quarters % 2 == 1;
    this.image = Image.rgb(turned, sideways ? height : width, sideways ? width : height);
  }

  int quarters() {
    return quarters;
  }

  Image of(ByteBuffer pixels, int stride) {
    for (int y = 0; y < height; y++) {
      pixels.get(y * stride, row);
      // Where the row's first pixel goes, and how far it is from one to the next.
      int first =
          switch (quarters) {
            case 1 -> height - 1 - y;
            case 2 -> (height - y) * width - 1;
            default -> (width - 1) * height + y;
          };
      int step =
          switch (quarters) {
            case 1 -> height;
            case 2 -> -1;
            default -> -height;
          };
      for (int x = 0; x < width; x++) {
        int to = 3 * (first + x * step);
        turned[to] = row[3 * x];
        turned[to + 1] = row[3 * x + 1];
        turned[to + 2] = row[3 * x + 2];
      }
    }
    return image;
  }
}
