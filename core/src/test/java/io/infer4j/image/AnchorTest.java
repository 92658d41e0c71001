package io.infer4j.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.infer4j.DType;
import io.infer4j.Layout;
import io.infer4j.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Against what Pillow, OpenCV, PyTorch and torchvision gave, see make_image_vectors.py. */
class AnchorTest {
  @Test
  void pillowIsBitEqualToPillow() {
    assertBitEqual(Resize.PILLOW, "pillow");
  }

  @Test
  void openCvLinearIsBitEqualToOpenCv() {
    assertBitEqual(Resize.OPENCV_LINEAR, "opencv_linear");
  }

  @Test
  void nearestIsEqualToPyTorch() {
    assertBitEqual(Resize.NEAREST, "nearest");
  }

  private static void assertBitEqual(Resize resize, String vectors) {
    byte[] expected = bytes(Pixels.vector(vectors));
    int at = 0;
    for (int[] row : Pixels.cases("resize")) {
      Tensor target = Tensor.allocate(DType.UINT8, row[4], row[3], 3);
      new ImagePreparer(Preprocessing.to(row[3], row[4], resize).layout(Layout.NHWC))
          .prepare(source(row), target);
      byte[] actual = bytes(target);
      assertThat(actual)
          .as("seed, source, target: %s", Arrays.toString(row))
          .isEqualTo(Arrays.copyOfRange(expected, at, at + actual.length));
      at += actual.length;
    }
    assertThat(at).isEqualTo(expected.length);
  }

  @Test
  void halfPixelAgreesWithPyTorch() {
    float[] expected = Pixels.vector("half_pixel").toFloats();
    int at = 0;
    for (int[] row : Pixels.cases("half_pixel")) {
      Tensor target = Tensor.allocate(DType.FLOAT32, row[4], row[3], 3);
      new ImagePreparer(Preprocessing.to(row[3], row[4], Resize.HALF_PIXEL).layout(Layout.NHWC))
          .prepare(source(row), target);
      for (float actual : target.toFloats()) {
        assertThat(actual)
            .as("seed, source, target: %s, element %d", Arrays.toString(row), at)
            .isCloseTo(expected[at++], within(1e-4f));
      }
    }
    assertThat(at).isEqualTo(expected.length);
  }

  @Test
  void centerCropAgreesWithTorchvision() {
    float[] expected = Pixels.vector("imagenet").toFloats();
    int at = 0;
    for (int[] row : Pixels.cases("imagenet")) {
      Tensor target = Tensor.allocate(DType.FLOAT32, 3, row[5], row[4]);
      Preprocessing imagenet =
          Preprocessing.resizeShorterSide(row[3], Resize.PILLOW)
              .centerCrop(row[4], row[5])
              .scale(1 / 255.0)
              .mean(0.485, 0.456, 0.406)
              .std(0.229, 0.224, 0.225);
      new ImagePreparer(imagenet).prepare(source(row), target);
      for (float actual : target.toFloats()) {
        assertThat(actual)
            .as("seed, source, side, target: %s, element %d", Arrays.toString(row), at)
            .isCloseTo(expected[at++], within(1e-6f));
      }
    }
    assertThat(at).isEqualTo(expected.length);
  }

  @Test
  void letterboxIsBitEqualToOpenCvInUltralyticsArithmetic() {
    byte[] expected = bytes(Pixels.vector("letterbox"));
    int at = 0;
    for (int[] row : Pixels.cases("letterbox")) {
      Tensor target = Tensor.allocate(DType.UINT8, row[4], row[3], 3);
      Preprocessing yolo =
          Preprocessing.to(row[3], row[4], Resize.OPENCV_LINEAR)
              .letterbox(114, 115, 116)
              .layout(Layout.NHWC);
      new ImagePreparer(yolo).prepare(source(row), target);
      byte[] actual = bytes(target);
      assertThat(actual)
          .as("seed, source, target: %s", Arrays.toString(row))
          .isEqualTo(Arrays.copyOfRange(expected, at, at + actual.length));
      at += actual.length;
    }
    assertThat(at).isEqualTo(expected.length);
  }

  @Test
  void greyIsBitEqualToPillow() {
    byte[] expected = bytes(Pixels.vector("gray"));
    int at = 0;
    for (int[] row : Pixels.cases("gray")) {
      Tensor target = Tensor.allocate(DType.UINT8, 1, row[2], row[1]);
      Preprocessing grey =
          Preprocessing.to(row[1], row[2], Resize.NEAREST).channels(ChannelOrder.GRAY);
      new ImagePreparer(grey).prepare(source(row), target);
      byte[] actual = bytes(target);
      assertThat(actual).isEqualTo(Arrays.copyOfRange(expected, at, at + actual.length));
      at += actual.length;
    }
    assertThat(at).isEqualTo(expected.length);
  }

  private enum Yuv {
    NV21,
    I420
  }

  /** OpenCV's factors have three digits (1.164, 1.596, ...), ours are the standard's. */
  @ParameterizedTest
  @EnumSource
  void yuvIsWithinOneOfOpenCv(Yuv format) {
    byte[] pixels = Pixels.of(60, 32 * 24 * 3 / 2);
    Image image =
        format == Yuv.NV21
            ? Image.nv21(pixels, 32, 24, YuvColor.BT601_LIMITED)
            : Image.i420(pixels, 32, 24, YuvColor.BT601_LIMITED);
    Tensor target = Tensor.allocate(DType.UINT8, 24, 32, 3);
    new ImagePreparer(Preprocessing.to(32, 24, Resize.NEAREST).layout(Layout.NHWC))
        .prepare(image, target);
    int[] expected = Pixels.vector(format == Yuv.NV21 ? "nv21" : "i420").toInts();
    int[] actual = target.toInts();
    int different = 0;
    for (int i = 0; i < actual.length; i++) {
      assertThat(actual[i]).isCloseTo(expected[i], within(1));
      different += actual[i] == expected[i] ? 0 : 1;
    }
    assertThat(different).as("of %d", actual.length).isLessThan(actual.length / 5);
  }

  private static Image source(int[] row) {
    return Image.rgb(Pixels.of(row[0], row[1] * row[2] * 3), row[1], row[2]);
  }

  private static byte[] bytes(Tensor tensor) {
    byte[] bytes = new byte[tensor.elements()];
    tensor.asBytes().get(bytes);
    return bytes;
  }
}
