package io.infer4j.image.awt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.infer4j.DType;
import io.infer4j.Layout;
import io.infer4j.Tensor;
import io.infer4j.image.Image;
import io.infer4j.image.ImagePreparer;
import io.infer4j.image.Preprocessing;
import io.infer4j.image.Resize;
import io.infer4j.npy.Npy;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import javax.imageio.ImageIO;
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
        BufferedImage.TYPE_4BYTE_ABGR_PRE,
        BufferedImage.TYPE_USHORT_565_RGB,
        BufferedImage.TYPE_USHORT_555_RGB,
        BufferedImage.TYPE_BYTE_BINARY,
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

  /** See make_awt_images.py. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "gray8.png",
        "gray16.png",
        "gray_alpha8.png",
        "gray_alpha16.png",
        "rgb8.png",
        "rgb16.png",
        "rgba8.png",
        "rgba16.png",
        "profile.png",
        "gray_jpeg.jpg",
        "palette2.png",
        "palette4.png",
        "palette16.png",
        "palette200.png",
        "bilevel.png",
        "gif.gif",
        "gray_bmp.bmp",
        "gray16_tiff.tif",
      })
  void aFileHasThePixelsThatPillowAndOpenCvRead(String name) throws IOException {
    BufferedImage read = ImageIO.read(AwtImageTest.class.getResource(name));
    InputStream expected =
        AwtImageTest.class.getResourceAsStream(name.replaceFirst("[.].*", ".npy"));
    // Decoders of JPEG may differ by one.
    assertThat(rgb(AwtImage.of(read)))
        .usingElementComparator(
            (a, b) -> Math.abs(a - b) <= (name.endsWith(".jpg") ? 1 : 0) ? 0 : 1)
        .isEqualTo(Npy.read(expected).toInts());
  }

  @Test
  void greyOf16BitsIsItsUpper8AlsoInASubImage() {
    BufferedImage image = new BufferedImage(4, 3, BufferedImage.TYPE_USHORT_GRAY);
    image.getRaster().setSample(2, 1, 0, 0x80ff);
    assertThat(rgb(AwtImage.of(image.getSubimage(2, 1, 1, 1)))).containsExactly(128, 128, 128);
  }

  @Test
  void aColorModelOf12BitsHasItsUpper8() {
    ColorModel model =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_GRAY),
            new int[] {12},
            false,
            false,
            Transparency.OPAQUE,
            DataBuffer.TYPE_USHORT);
    WritableRaster raster = model.createCompatibleWritableRaster(2, 1);
    raster.setSample(0, 0, 0, 0xabc);
    raster.setSample(1, 0, 0, 0xffff); // more than it says
    assertThat(rgb(AwtImage.of(new BufferedImage(model, raster, false, null))))
        .containsExactly(0xab, 0xab, 0xab, 255, 255, 255);
  }

  @ParameterizedTest
  @ValueSource(ints = {BufferedImage.TYPE_INT_ARGB_PRE, BufferedImage.TYPE_4BYTE_ABGR_PRE})
  void premultipliedColoursAreDividedByTheirAlpha(int type) {
    BufferedImage image = new BufferedImage(256, 256, type);
    int[] expected = new int[256 * 256 * 3];
    for (int alpha = 0; alpha < 256; alpha++) {
      for (int value = 0; value <= alpha; value++) {
        image.getRaster().setPixel(value, alpha, new int[] {value, alpha - value, 0, alpha});
        if (alpha > 0) {
          int at = (alpha * 256 + value) * 3;
          expected[at] = (int) Math.round(value * 255.0 / alpha);
          expected[at + 1] = (int) Math.round((alpha - value) * 255.0 / alpha);
        }
      }
    }
    assertThat(Arrays.equals(rgb(AwtImage.of(image)), expected)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        DataBuffer.TYPE_FLOAT,
        DataBuffer.TYPE_DOUBLE,
        DataBuffer.TYPE_SHORT,
        DataBuffer.TYPE_INT
      })
  void samplesThatNobodySaysHowToBringTo8BitsAreRefused(int type) {
    ColorModel model =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_GRAY), false, false, Transparency.OPAQUE, type);
    BufferedImage image =
        new BufferedImage(model, model.createCompatibleWritableRaster(2, 2), false, null);
    assertThatThrownBy(() -> AwtImage.of(image))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("samples are not whole numbers");
  }

  @Test
  void aFloatingPointFileIsRefused() throws IOException {
    BufferedImage read = ImageIO.read(AwtImageTest.class.getResource("float.tif"));
    assertThatThrownBy(() -> AwtImage.of(read)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void coloursThatAreNotGreyOrRgbAreRefused() {
    ColorSpace four =
        new ColorSpace(ColorSpace.TYPE_CMYK, 4) {
          @Override
          public float[] toRGB(float[] value) {
            return new float[3];
          }

          @Override
          public float[] fromRGB(float[] value) {
            return new float[4];
          }

          @Override
          public float[] toCIEXYZ(float[] value) {
            return new float[3];
          }

          @Override
          public float[] fromCIEXYZ(float[] value) {
            return new float[4];
          }
        };
    ColorModel model =
        new ComponentColorModel(four, false, false, Transparency.OPAQUE, DataBuffer.TYPE_BYTE);
    BufferedImage image =
        new BufferedImage(model, model.createCompatibleWritableRaster(2, 2), false, null);
    assertThatThrownBy(() -> AwtImage.of(image))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("colours are not grey or RGB");
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
