package io.infer4j.image.awt;

import static org.assertj.core.api.Assertions.assertThat;

import io.infer4j.DType;
import io.infer4j.Tensor;
import io.infer4j.image.Image;
import io.infer4j.image.ImagePreparer;
import io.infer4j.image.Layout;
import io.infer4j.image.Preprocessing;
import io.infer4j.image.Resize;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AwtImageTest {
  @ParameterizedTest
  @ValueSource(
      ints = {
        BufferedImage.TYPE_INT_RGB,
        BufferedImage.TYPE_INT_ARGB,
        BufferedImage.TYPE_INT_ARGB_PRE,
        BufferedImage.TYPE_INT_BGR,
        BufferedImage.TYPE_3BYTE_BGR,
        BufferedImage.TYPE_4BYTE_ABGR,
        BufferedImage.TYPE_USHORT_565_RGB,
        BufferedImage.TYPE_BYTE_INDEXED
      })
  void pixelsAreThoseOfGetRgb(int type) {
    BufferedImage image = painted(type);
    assertThat(rgb(AwtImage.of(image))).isEqualTo(expected(image));
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        BufferedImage.TYPE_INT_RGB,
        BufferedImage.TYPE_3BYTE_BGR,
        BufferedImage.TYPE_4BYTE_ABGR
      })
  void aSubImageHasItsOwnPixels(int type) {
    BufferedImage part = painted(type).getSubimage(2, 1, 3, 2).getSubimage(1, 1, 2, 1);
    assertThat(rgb(AwtImage.of(part))).isEqualTo(expected(part));
  }

  @Test
  void greyIsTakenAsStored() {
    BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setSample(1, 1, 0, 50);
    BufferedImage part = image.getSubimage(1, 1, 1, 1);
    assertThat(rgb(AwtImage.of(part))).containsExactly(50, 50, 50);
  }

  @Test
  void laterDrawingShowsWhereMemoryIsShared() {
    BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
    Image shared = AwtImage.of(image);
    image.setRGB(0, 0, 0x010203);
    assertThat(rgb(shared)).containsExactly(1, 2, 3);
  }

  private static BufferedImage painted(int type) {
    BufferedImage image = new BufferedImage(7, 5, type);
    for (int y = 0; y < 5; y++) {
      for (int x = 0; x < 7; x++) {
        image.setRGB(x, y, 0xff000000 | (x * 36) << 16 | (y * 60) << 8 | (x * y * 7));
      }
    }
    return image;
  }

  private static int[] rgb(Image image) {
    Tensor target = Tensor.allocate(DType.UINT8, image.height(), image.width(), 3);
    new ImagePreparer(
            Preprocessing.to(image.width(), image.height(), Resize.NEAREST).layout(Layout.NHWC))
        .prepare(image, target);
    return target.toInts();
  }

  private static int[] expected(BufferedImage image) {
    int[] values = new int[image.getWidth() * image.getHeight() * 3];
    int at = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int argb = image.getRGB(x, y);
        values[at++] = argb >> 16 & 0xff;
        values[at++] = argb >> 8 & 0xff;
        values[at++] = argb & 0xff;
      }
    }
    return values;
  }
}
