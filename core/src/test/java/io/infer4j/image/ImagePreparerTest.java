package io.infer4j.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.infer4j.Allocations;
import io.infer4j.DType;
import io.infer4j.Quantization;
import io.infer4j.Tensor;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ImagePreparerTest {
  private static final Preprocessing PLAIN = Preprocessing.to(8, 4, Resize.OPENCV_LINEAR);
  private static final Image IMAGE = Image.rgb(Pixels.of(1, 20 * 10 * 3), 20, 10);

  private final ImagePreparer preparer = new ImagePreparer(PLAIN);

  @Test
  void itSaysWhatItDoes() {
    assertThat(preparer.preprocessing()).isSameAs(PLAIN);
  }

  @Test
  void oneImageMayHaveThreeAxesOrFour() {
    Tensor three = Tensor.allocate(DType.FLOAT32, 3, 4, 8);
    Tensor four = Tensor.allocate(DType.FLOAT32, 1, 3, 4, 8);
    preparer.prepare(IMAGE, three);
    preparer.prepare(IMAGE, four);
    assertThat(three.toFloats()).isEqualTo(four.toFloats());
  }

  @Test
  void eachImageOfABatchHasItsPlace() {
    Image other = Image.rgb(Pixels.of(2, 20 * 10 * 3), 20, 10);
    Tensor batch = Tensor.allocate(DType.FLOAT32, 2, 3, 4, 8);
    preparer.prepare(other, batch, 1);
    preparer.prepare(IMAGE, batch, 0);
    assertThat(batch.slice(0, 1).toFloats()).isEqualTo(alone(IMAGE));
    assertThat(batch.slice(1, 2).toFloats()).isEqualTo(alone(other));
  }

  @Test
  void aSliceOfABatchIsATargetToo() {
    Tensor batch = Tensor.allocate(DType.FLOAT32, 3, 3, 4, 8);
    preparer.prepare(IMAGE, batch.slice(2, 3));
    assertThat(batch.slice(2, 3).toFloats()).isEqualTo(alone(IMAGE));
  }

  @Test
  void newPixelsInTheSameMemoryAreRead() {
    byte[] pixels = Pixels.of(1, 20 * 10 * 3);
    Image camera = Image.rgb(pixels, 20, 10);
    Tensor target = Tensor.allocate(DType.FLOAT32, 3, 4, 8);
    preparer.prepare(camera, target);
    System.arraycopy(Pixels.of(5, pixels.length), 0, pixels, 0, pixels.length);
    preparer.prepare(camera, target);
    assertThat(target.toFloats()).isEqualTo(alone(Image.rgb(Pixels.of(5, pixels.length), 20, 10)));
  }

  private static float[] alone(Image image) {
    Tensor target = Tensor.allocate(DType.FLOAT32, 3, 4, 8);
    new ImagePreparer(PLAIN).prepare(image, target);
    return target.toFloats();
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsAllocatedOnceWarm(Resize resize) throws Exception {
    ImagePreparer warm = new ImagePreparer(Preprocessing.to(8, 4, resize).letterbox(1, 2, 3));
    Image direct = Image.rgb(ByteBuffer.allocateDirect(20 * 10 * 3), 20, 10, 60);
    Image yuv = Image.nv21(new byte[300], 20, 10, YuvColor.BT601_FULL);
    for (Image image : new Image[] {IMAGE, direct, yuv}) {
      Tensor target = Tensor.allocate(DType.FLOAT32, 2, 3, 4, 8);
      assertThat(Allocations.of(() -> warm.prepare(image, target, 1)))
          .as("bytes per call, %s", image)
          .isZero();
    }
  }

  @Test
  void oneImageServesManyThreads() throws InterruptedException {
    Image shared =
        Image.rgb(ByteBuffer.allocateDirect(600).put(Pixels.of(1, 600)).flip(), 20, 10, 60);
    float[] expected = alone(IMAGE);
    AtomicInteger right = new AtomicInteger();
    Thread[] threads = new Thread[4];
    for (int i = 0; i < threads.length; i++) {
      threads[i] =
          new Thread(
              () -> {
                ImagePreparer own = new ImagePreparer(PLAIN);
                Tensor target = Tensor.allocate(DType.FLOAT32, 3, 4, 8);
                for (int run = 0; run < 500; run++) {
                  own.prepare(shared, target);
                  if (java.util.Arrays.equals(target.toFloats(), expected)) {
                    right.incrementAndGet();
                  }
                }
              });
      threads[i].start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(right).hasValue(2000);
  }

  // ---- bad input

  @Test
  void anotherShapeIsRefused() {
    assertRefused(
        DType.FLOAT32,
        "expected a tensor of shape [3, 4, 8] or [N, 3, 4, 8], got float32[3, 8, 4]",
        3,
        8,
        4);
  }

  @Test
  void theOtherLayoutIsRefused() {
    assertRefused(
        DType.FLOAT32,
        "expected a tensor of shape [3, 4, 8] or [N, 3, 4, 8], got float32[1, 4, 8, 3]",
        1,
        4,
        8,
        3);
  }

  @Test
  void anotherRankIsRefused() {
    assertRefused(
        DType.UINT8, "expected a tensor of shape [3, 4, 8] or [N, 3, 4, 8], got uint8[96]", 96);
  }

  @Test
  void anotherDtypeIsRefused() {
    assertRefused(
        DType.INT32,
        "expected a tensor of float32, float16, uint8 or int8, got int32[3, 4, 8]",
        3,
        4,
        8);
  }

  @Test
  void quantisedValuesNeedAByteTensor() {
    ImagePreparer quantised = new ImagePreparer(PLAIN.quantization(Quantization.perTensor(1, 0)));
    assertThatThrownBy(() -> quantised.prepare(IMAGE, Tensor.allocate(DType.FLOAT32, 3, 4, 8)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected a tensor of uint8 or int8, got float32[3, 4, 8]");
  }

  @Test
  void aZeroPointBeyondTheDtypeIsRefused() {
    ImagePreparer quantised = new ImagePreparer(PLAIN.quantization(Quantization.perTensor(1, 128)));
    assertThatThrownBy(() -> quantised.prepare(IMAGE, Tensor.allocate(DType.INT8, 3, 4, 8)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected a zero point from -128 to 127 for a tensor of int8, got 128");
  }

  @Test
  void aBatchNeedsAnIndex() {
    assertRefused(
        DType.FLOAT32,
        "expected a tensor for one image, got float32[2, 3, 4, 8]; say which of its images with"
            + " prepare(image, target, index)",
        2,
        3,
        4,
        8);
  }

  @Test
  void anIndexOutsideTheBatchIsRefused() {
    Tensor batch = Tensor.allocate(DType.FLOAT32, 2, 3, 4, 8);
    assertRefused(
        () -> preparer.prepare(IMAGE, batch, 2),
        "expected an index from 0 to 1 for float32[2, 3, 4, 8], got 2");
    assertRefused(
        () -> preparer.prepare(IMAGE, batch, -1),
        "expected an index from 0 to 1 for float32[2, 3, 4, 8], got -1");
  }

  @Test
  void aReadOnlyTensorIsRefused() {
    ByteBuffer memory = ByteBuffer.allocateDirect(96).asReadOnlyBuffer();
    assertRefused(
        () -> preparer.prepare(IMAGE, Tensor.wrap(DType.UINT8, memory, 3, 4, 8)),
        "expected a tensor that can be written, got a read-only uint8[3, 4, 8]");
  }

  @Test
  void nullsAreRefused() {
    Tensor target = Tensor.allocate(DType.FLOAT32, 3, 4, 8);
    assertThatThrownBy(() -> new ImagePreparer(null)).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> preparer.prepare(null, target))
        .isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> preparer.prepare(IMAGE, null))
        .isInstanceOf(NullPointerException.class);
  }

  @Test
  void aFailedCallLeavesThePreparerUsable() {
    ImagePreparer tall =
        new ImagePreparer(
            Preprocessing.resizeShorterSide(2_000_000_000, PLAIN.resize()).centerCrop(8, 4));
    Image line = Image.gray(new byte[10], 1, 10);
    Tensor target = Tensor.allocate(DType.FLOAT32, 3, 4, 8);
    String message =
        "an image of sides 10 and 1 is too long to be resized to a shorter side of 2000000000";
    assertRefused(() -> tall.prepare(line, target), message);
    assertRefused(() -> tall.prepare(line, target), message);
    assertThatThrownBy(() -> preparer.prepare(IMAGE, Tensor.allocate(DType.FLOAT32, 1)))
        .isInstanceOf(IllegalArgumentException.class);
    preparer.prepare(IMAGE, target);
    assertThat(target.toFloats()).isEqualTo(alone(IMAGE));
  }

  private void assertRefused(DType dtype, String message, long... shape) {
    assertRefused(() -> preparer.prepare(IMAGE, Tensor.allocate(dtype, shape)), message);
  }

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }
}
