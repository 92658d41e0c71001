package io.infer4j.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.infer4j.DType;
import io.infer4j.Layout;
import io.infer4j.Quantization;
import io.infer4j.Shape;
import io.infer4j.Tensor;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class PreprocessingTest {
  private static final Preprocessing PLAIN = Preprocessing.to(8, 4, Resize.OPENCV_LINEAR);

  @Test
  void factsAreAsGiven() {
    Preprocessing p = PLAIN.channels(ChannelOrder.BGR).layout(Layout.NHWC);
    assertThat(p.width()).isEqualTo(8);
    assertThat(p.height()).isEqualTo(4);
    assertThat(p.resize()).isEqualTo(Resize.OPENCV_LINEAR);
    assertThat(p.channels()).isEqualTo(ChannelOrder.BGR);
    assertThat(p.layout()).isEqualTo(Layout.NHWC);
  }

  @Test
  void itSaysAllThatItDoes() {
    assertThat(
            Preprocessing.resizeShorterSide(16, PLAIN.resize())
                .centerCrop(8, 4)
                .scale(1 / 255.0)
                .mean(0.5, 0.25, 0)
                .std(2)
                .channels(ChannelOrder.BGR)
                .layout(Layout.NHWC))
        .hasToString(
            "8x4 OPENCV_LINEAR, centre crop of shorter side 16, scale 0.003921569,"
                + " mean [0.5, 0.25, 0.0], std [2.0], BGR NHWC");
    assertThat(PLAIN.letterbox(114, 113, 112).toString()).contains("letterbox [114, 113, 112]");
  }

  @Test
  void theDefaultIsRgbPlanesOfUnchangedValues() {
    assertThat(PLAIN.channels()).isEqualTo(ChannelOrder.RGB);
    assertThat(PLAIN.layout()).isEqualTo(Layout.NCHW);
    assertThat(one(PLAIN, DType.FLOAT32, 10, 20, 30)).containsExactly(10, 20, 30);
  }

  @Test
  void aChangedCopyLeavesTheOriginal() {
    PLAIN.scale(2).mean(1).std(3).letterbox(1, 2, 3).channels(ChannelOrder.GRAY);
    assertThat(one(PLAIN, DType.FLOAT32, 10, 20, 30)).containsExactly(10, 20, 30);
  }

  @Test
  void theCallersArraysAreCopied() {
    double[] mean = {1, 2, 3};
    Preprocessing p = PLAIN.mean(mean);
    mean[0] = 100;
    assertThat(one(p, DType.FLOAT32, 10, 20, 30)).containsExactly(9, 18, 27);
  }

  @Test
  void valuesAreScaledThenCentredThenDivided() {
    Preprocessing p = PLAIN.scale(2).mean(1, 2, 3).std(4);
    assertThat(one(p, DType.FLOAT32, 10, 20, 30)).containsExactly(19 / 4., 38 / 4., 57 / 4.);
  }

  @Test
  void meanAndStdFollowTheTensorsChannelOrder() {
    Preprocessing p = PLAIN.channels(ChannelOrder.BGR).mean(1, 2, 3);
    assertThat(one(p, DType.FLOAT32, 10, 20, 30)).containsExactly(29, 18, 7);
  }

  @Test
  void quantisedHalvesGoAwayFromZeroBeforeTheZeroPoint() {
    Preprocessing p = PLAIN.mean(20.5).quantization(Quantization.perTensor(1, 1));
    // -10.5, -0.5 and 9.5 become -11, -1 and 10, and the zero point is added then.
    assertThat(one(p, DType.INT8, 10, 20, 30)).containsExactly(-10, 0, 11);
  }

  @Test
  void quantisedValuesAreClamped() {
    Preprocessing p = PLAIN.mean(128).quantization(Quantization.perTensor(0.5f, 0));
    assertThat(one(p, DType.INT8, 0, 128, 255)).containsExactly(-128, 0, 127);
    assertThat(one(p, DType.UINT8, 0, 128, 255)).containsExactly(0, 0, 254);
  }

  @Test
  void hugeQuantisedValuesAreClampedToo() {
    Preprocessing p =
        PLAIN.scale(1e30).mean(1e32).quantization(Quantization.perTensor(1e-30f, 100));
    assertThat(one(p, DType.UINT8, 0, 100, 255)).startsWith(0).endsWith(255);
  }

  @Test
  void wholeBytesPassAsTheyAre() {
    assertThat(one(PLAIN, DType.UINT8, 0, 128, 255)).containsExactly(0, 128, 255);
    assertThat(one(PLAIN, DType.INT8, 0, 100, 255)).containsExactly(0, 100, 127);
  }

  @Test
  void halfPrecisionIsTheFloatRounded() {
    Preprocessing p = PLAIN.scale(1 / 255.0);
    assertThat(one(p, DType.FLOAT16, 0, 85, 255)).containsExactly(0, 0.333251953125, 1);
  }

  /** The first pixel of an image of one colour. */
  private static double[] one(Preprocessing p, DType dtype, int red, int green, int blue) {
    int[] pixels = new int[8 * 4];
    java.util.Arrays.fill(pixels, red << 16 | green << 8 | blue);
    Tensor target = Tensor.allocate(dtype, 4, 8, 3);
    new ImagePreparer(p.layout(Layout.NHWC)).prepare(Image.argb(pixels, 8, 4), target);
    return java.util.Arrays.copyOf(target.toDoubles(), 3);
  }

  // ---- boxes

  @Test
  void boxesOfAStretchedImageAreScaledBack() {
    float[] boxes = {0, 0, 8, 4, 4, 1, 6, 3};
    PLAIN.boxesToImage(boxes, gray(80, 20));
    assertThat(boxes).containsExactly(0, 0, 80, 20, 40, 5, 60, 15);
  }

  @Test
  void boxesOfALetterboxLoseItsBorder() {
    // 40x40 becomes 4x4 in the middle of 8x4.
    float[] boxes = {2, 0, 6, 4};
    PLAIN.letterbox(114, 114, 114).boxesToImage(boxes, gray(40, 40));
    assertThat(boxes).containsExactly(0, 0, 40, 40);
  }

  @Test
  void boxesUndoTheRoundingOfTheLetterboxToo() {
    // 30x11 becomes 8x3 (2.93 rounded), with nothing above and one row below.
    float[] boxes = {0, 0, 8, 3};
    PLAIN.letterbox(0, 0, 0).boxesToImage(boxes, gray(30, 11));
    assertThat(boxes).containsExactly(0, 0, 30, 11);
  }

  @Test
  void boxesOfACentreCropComeBackToTheWholeImage() {
    // 20x10 becomes 12x6; columns 2 to 10 and rows 1 to 5 are kept.
    float[] boxes = {0, 0, 8, 4};
    Preprocessing.resizeShorterSide(6, PLAIN.resize())
        .centerCrop(8, 4)
        .boxesToImage(boxes, gray(20, 10));
    assertThat(boxes)
        .usingComparatorWithPrecision(1e-5f)
        .containsExactly(20 / 6f, 10 / 6f, 100 / 6f, 50 / 6f);
  }

  @Test
  void boxesOfACropComeBackToTheWholeImage() {
    float[] boxes = {0, 0, 8, 4};
    PLAIN.boxesToImage(boxes, gray(100, 100).crop(10, 10, 50, 50).crop(5, 7, 16, 8));
    assertThat(boxes).containsExactly(15, 17, 31, 25);
  }

  @Test
  void boxesAreComputedInDoubleAndRoundedOnce() {
    Image image = gray(1001, 333).crop(100, 7, 701, 301);
    Preprocessing yolo = Preprocessing.to(640, 640, Resize.NEAREST).letterbox(0, 0, 0);
    // 701x301 becomes 640x275 (274.8 rounded), with 182 rows above.
    Random random = new Random(14);
    for (int i = 0; i < 10_000; i++) {
      float x = random.nextFloat() * 640;
      float y = random.nextFloat() * 640;
      float[] box = {x, y, x, y};
      yolo.boxesToImage(box, image);
      assertThat(box[0]).isEqualTo((float) ((double) x * 701 / 640 + 100));
      assertThat(box[1]).isEqualTo((float) (((double) y - 182) * 301 / 275 + 7));
    }
  }

  @Test
  void boxesMayLieOutsideAndStayThere() {
    float[] boxes = {-2, -1, 10, 5};
    PLAIN.boxesToImage(boxes, gray(8, 4));
    assertThat(boxes).containsExactly(-2, -1, 10, 5);
  }

  @Test
  void noBoxesAreNoError() {
    PLAIN.boxesToImage(new float[0], gray(8, 4));
  }

  @Test
  void aPixelsBoxComesBackWhereThePixelWas() {
    Preprocessing yolo = Preprocessing.to(64, 64, Resize.NEAREST).letterbox(0, 0, 0);
    byte[] pixels = new byte[200 * 100];
    pixels[70 * 200 + 150] = (byte) 255;
    Image image = Image.gray(pixels, 200, 100).crop(140, 60, 20, 20);
    Tensor target = Tensor.allocate(DType.UINT8, 64, 64, 1);
    new ImagePreparer(yolo.channels(ChannelOrder.GRAY).layout(Layout.NHWC)).prepare(image, target);
    int first = 0;
    while (target.asBytes().get(first) == 0) {
      first++;
    }
    float[] box = {first % 64, first / 64f, first % 64 + 1, first / 64f + 1};
    yolo.boxesToImage(box, image);
    assertThat(box[0]).isCloseTo(150, within(0.5f));
    assertThat(box[1]).isCloseTo(70, within(0.5f));
  }

  private static Image gray(int width, int height) {
    return Image.gray(new byte[width * height], width, height);
  }

  // ---- bad input

  @Test
  void aTargetBelowOneIsRefused() {
    assertRefused(
        () -> Preprocessing.to(0, 4, Resize.PILLOW), "expected a target of at least 1x1, got 0x4");
    assertRefused(
        () -> Preprocessing.to(4, -4, Resize.PILLOW),
        "expected a target of at least 1x1, got 4x-4");
  }

  @Test
  void aResizeMustBeNamed() {
    assertThatThrownBy(() -> Preprocessing.to(1, 1, null)).isInstanceOf(NullPointerException.class);
  }

  @Test
  void aColourBeyondAByteIsRefused() {
    assertRefused(
        () -> PLAIN.letterbox(0, 256, 0),
        "expected a colour of components from 0 to 255, got (0, 256, 0)");
    assertRefused(
        () -> PLAIN.letterbox(0, 0, -1),
        "expected a colour of components from 0 to 255, got (0, 0, -1)");
  }

  @Test
  void aShorterSideBelowOneIsRefused() {
    assertRefused(
        () -> Preprocessing.resizeShorterSide(0, Resize.PILLOW),
        "expected a shorter side of at least 1, got 0");
  }

  @Test
  void aScaleThatIsNotFiniteIsRefused() {
    assertRefused(() -> PLAIN.scale(Double.NaN), "expected a finite scale, got NaN");
  }

  @Test
  void aMeanThatIsNotFiniteIsRefused() {
    assertRefused(() -> PLAIN.mean(0, Double.NaN, 0), "expected a finite mean, got NaN");
    assertRefused(
        () -> PLAIN.mean(Double.NEGATIVE_INFINITY), "expected a finite mean, got -Infinity");
  }

  @Test
  void aStdThatIsNotPositiveIsRefused() {
    assertRefused(
        () -> PLAIN.std(1, 0, 1), "expected a std above 0 and finite, got [1.0, 0.0, 1.0]");
    assertRefused(() -> PLAIN.std(Double.NaN), "expected a std above 0 and finite, got [NaN]");
    assertRefused(() -> PLAIN.std(-1), "expected a std above 0 and finite, got [-1.0]");
  }

  @Test
  void aMeanForAnotherNumberOfChannelsIsRefused() {
    assertRefused(() -> PLAIN.mean(1, 2), "expected a mean of 1 value or 3 for RGB, got 2");
    assertRefused(
        () -> PLAIN.mean(new double[0]), "expected a mean of 1 value or 3 for RGB, got 0");
    assertRefused(
        () -> PLAIN.std(1, 2, 3).channels(ChannelOrder.GRAY),
        "expected a std of 1 value for GRAY, got 3");
  }

  @Test
  void aQuantizationPerChannelIsRefused() {
    Quantization perChannel = Quantization.perChannel(new float[] {1, 2}, new int[] {0, 0}, 1);
    assertRefused(
        () -> PLAIN.quantization(perChannel),
        "expected one scale and zero point for the whole tensor, got 2 scales along axis 1");
  }

  @Test
  void aQuantizationScaleOfZeroIsRefused() {
    assertRefused(
        () -> PLAIN.quantization(Quantization.perTensor(0, 0)),
        "expected a quantization scale above 0 and finite, got scale 0.0, zero point 0");
  }

  @Test
  void aLayoutOfClipsIsRefused() {
    assertThatThrownBy(() -> PLAIN.layout(Layout.NTCHW))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected the layout NCHW or NHWC, got NTCHW");
  }

  @Test
  void allThatItHoldsCanBeRead() {
    Quantization q = Quantization.perTensor(0.5f, 3);
    Preprocessing p = PLAIN.scale(2).mean(1, 2, 3).std(4).quantization(q);
    assertThat(p.scale()).isEqualTo(2);
    assertThat(p.mean()).containsExactly(1, 2, 3);
    assertThat(p.std()).containsExactly(4);
    assertThat(p.quantization()).contains(q);
    assertThat(p.letterbox()).isEmpty();
    assertThat(p.isCenterCrop()).isFalse();
    assertThat(p.shape()).isEqualTo(Shape.of(1, 3, 4, 8));
    assertThat(p.layout(Layout.NHWC).shape()).isEqualTo(Shape.of(1, 4, 8, 3));
    assertThat(p.letterbox(1, 2, 3).letterbox()).hasValue(new int[] {1, 2, 3});
    assertThat(PLAIN.centerCrop(2, 2).isCenterCrop()).isTrue();
    assertThat(PLAIN.centerCrop(2, 2).shorterSide()).isEmpty();
    assertThat(Preprocessing.resizeShorterSide(9, Resize.PILLOW).shorterSide()).hasValue(9);
    assertThat(Preprocessing.resizeShorterSide(9, Resize.PILLOW).width()).isEqualTo(9);
  }

  @Test
  void aPreparerMakesTheTensorItself() {
    ImagePreparer preparer = new ImagePreparer(PLAIN);
    Tensor target = Tensor.allocate(DType.FLOAT32, 1, 3, 4, 8);
    preparer.prepare(gray(30, 11), target);

    Tensor made = preparer.prepare(gray(30, 11));

    assertThat(made.shape()).isEqualTo(target.shape());
    assertThat(made.toFloats()).isEqualTo(target.toFloats());
    assertThatThrownBy(
            () ->
                new ImagePreparer(PLAIN.quantization(Quantization.perTensor(1, 0)))
                    .prepare(gray(30, 11)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("int8 or uint8");
  }

  @Test
  void boxesOfOddLengthAreRefused() {
    assertRefused(
        () -> PLAIN.boxesToImage(new float[6], gray(8, 4)),
        "expected boxes of 4 floats each, got 6 floats");
  }

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }
}
