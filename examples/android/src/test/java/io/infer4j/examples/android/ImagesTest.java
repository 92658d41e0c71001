package io.infer4j.examples.android;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import android.graphics.Rect;
import io.infer4j.DType;
import io.infer4j.Layout;
import io.infer4j.Tensor;
import io.infer4j.examples.android.kotlin.ImagesKt;
import io.infer4j.image.Image;
import io.infer4j.image.ImagePreparer;
import io.infer4j.image.Preprocessing;
import io.infer4j.image.Resize;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImagesTest {
  private final Random random = new Random(1);

  @ParameterizedTest
  @ValueSource(ints = {0, 5, 64})
  void planesOfTheirOwnHaveTheFormulasColours(int padding) {
    CameraFrame frame = CameraFrame.planar(14, 10, padding, random);

    check(Images.of(frame), frame, new Rect(0, 0, 14, 10));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5, 64})
  void planesThatShareMemoryHaveTheFormulasColours(int padding) {
    CameraFrame frame = CameraFrame.interleaved(14, 10, padding, random);

    check(Images.of(frame), frame, new Rect(0, 0, 14, 10));
  }

  @Test
  void whatTheFrameLeavesOutIsLeftOut() {
    CameraFrame frame = CameraFrame.interleaved(14, 10, 3, random);
    frame.setCropRect(new Rect(3, 2, 12, 9));

    check(Images.of(frame), frame, new Rect(3, 2, 12, 9));
  }

  @Test
  void kotlinDoesTheSame() {
    CameraFrame frame = CameraFrame.interleaved(14, 10, 3, random);
    frame.setCropRect(new Rect(3, 2, 12, 9));

    check(ImagesKt.toImage(frame), frame, new Rect(3, 2, 12, 9));
  }

  private static void check(Image image, CameraFrame frame, Rect seen) {
    int width = seen.width();
    int height = seen.height();
    Tensor tensor = Tensor.allocate(DType.UINT8, height, width, 3);
    new ImagePreparer(Preprocessing.to(width, height, Resize.NEAREST).layout(Layout.NHWC))
        .prepare(image, tensor);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int[] expected = frame.rgb(seen.left + x, seen.top + y);
        for (int c = 0; c < 3; c++) {
          int actual = tensor.asBytes().get((y * width + x) * 3 + c) & 0xff;
          // The formula's factors have six digits.
          assertThat(actual).isCloseTo(expected[c], within(1));
        }
      }
    }
  }
}
