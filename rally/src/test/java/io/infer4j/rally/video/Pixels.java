package io.infer4j.rally.video;

import io.infer4j.DType;
import io.infer4j.Tensor;
import io.infer4j.image.Image;
import io.infer4j.image.ImagePreparer;
import io.infer4j.image.Preprocessing;
import io.infer4j.image.Resize;
import java.util.ArrayList;
import java.util.List;

/** Reads pixels of frames, for tests. */
final class Pixels {
  private Pixels() {}

  /** Red, green and blue at a place. */
  static List<Integer> at(Image image, int x, int y) {
    Tensor pixel = Tensor.allocate(DType.UINT8, 1, 3, 1, 1);
    new ImagePreparer(Preprocessing.to(1, 1, Resize.NEAREST))
        .prepare(image.crop(x, y, 1, 1), pixel);
    List<Integer> values = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      values.add(pixel.asBytes().get(i) & 0xff);
    }
    return values;
  }

  /** The level of each frame that is left, at the top left corner. */
  static List<Integer> levels(FrameSource source) {
    List<Integer> levels = new ArrayList<>();
    while (source.next()) {
      levels.add(at(source.image(), 0, 0).get(0));
    }
    return levels;
  }
}
