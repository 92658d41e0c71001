package io.infer4j.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ImageTest {
  @Test
  void sizesAreTheCallers() {
    Image image = Image.rgb(new byte[5 * 3 * 3], 5, 3);
    assertThat(image.width()).isEqualTo(5);
    assertThat(image.height()).isEqualTo(3);
    assertThat(image).hasToString("RGB 5x3");
  }

  @Test
  void aCropHasItsOwnSize() {
    Image image = Image.gray(new byte[15], 5, 3).crop(1, 1, 3, 2);
    assertThat(image.width()).isEqualTo(3);
    assertThat(image.height()).isEqualTo(2);
  }

  @Test
  void memoryMayBeLongerThanNeeded() {
    assertThat(Image.bgr(new byte[100], 5, 3).width()).isEqualTo(5);
  }

  @Test
  void theLastRowNeedsNoGapBehindIt() {
    assertThat(Image.rgb(ByteBuffer.allocate(16 + 15), 5, 2, 16).height()).isEqualTo(2);
  }

  @Test
  void aBuffersPositionStays() {
    ByteBuffer pixels = ByteBuffer.allocateDirect(20).position(2);
    Image.gray(pixels, 3, 3, 3);
    assertThat(pixels.position()).isEqualTo(2);
    assertThat(pixels.limit()).isEqualTo(20);
  }

  @Test
  void nullPixelsAreRefused() {
    assertThatThrownBy(() -> Image.rgb(null, 1, 1)).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> Image.rgb(null, 1, 1, 3)).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> Image.argb((int[]) null, 1, 1))
        .isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> Image.nv21(null, 1, 1, YuvColor.BT601_FULL))
        .isInstanceOf(NullPointerException.class);
  }

  @Test
  void aYuvColorIsNeeded() {
    assertThatThrownBy(() -> Image.i420(new byte[3], 1, 1, null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("color");
  }

  @Test
  void sizesBelowOneAreRefused() {
    assertRefused(
        () -> Image.rgb(new byte[9], 0, 3), "expected a width and height of at least 1, got 0x3");
    assertRefused(
        () -> Image.rgba(new byte[9], 3, -1),
        "expected a width and height of at least 1, got 3x-1");
    assertRefused(
        () -> Image.argb(new int[9], -2, 1), "expected a width and height of at least 1, got -2x1");
    assertRefused(
        () -> Image.nv21(new byte[9], -2, 1, YuvColor.BT601_FULL),
        "expected a width and height of at least 1, got -2x1");
    assertRefused(
        () -> Image.i420(new byte[9], 2, 0, YuvColor.BT601_FULL),
        "expected a width and height of at least 1, got 2x0");
  }

  @Test
  void tooFewBytesAreRefused() {
    assertRefused(
        () -> Image.rgb(new byte[44], 5, 3),
        "RGB of 5x3 needs at least 3 rows of 15 bytes, got 44 bytes");
    assertRefused(
        () -> Image.bgra(ByteBuffer.allocate(59), 5, 3, 20),
        "BGRA of 5x3 needs at least 60 bytes, got 59");
  }

  @Test
  void onlyBytesFromThePositionOnCount() {
    assertRefused(
        () -> Image.gray(ByteBuffer.allocate(10).position(2), 3, 3, 3),
        "GRAY of 3x3 needs at least 9 bytes, got 8");
  }

  @Test
  void tooFewIntsAreRefused() {
    assertRefused(
        () -> Image.argb(new int[14], 5, 3), "ARGB of 5x3 needs at least 15 ints, got 14");
  }

  @Test
  void anOddYuvImageNeedsItsLastHalfBlocks() {
    Image.nv21(new byte[15 + 12], 5, 3, YuvColor.BT601_FULL);
    assertRefused(
        () -> Image.nv21(new byte[15 + 11], 5, 3, YuvColor.BT601_FULL),
        "U of NV21 5x3 needs at least 27 bytes, got 26");
    assertRefused(
        () -> Image.i420(new byte[15 + 11], 5, 3, YuvColor.BT601_FULL),
        "V of I420 5x3 needs at least 27 bytes, got 26");
  }

  @Test
  void aStrideShorterThanARowIsRefused() {
    assertRefused(
        () -> Image.rgb(ByteBuffer.allocate(100), 5, 3, 14),
        "a row of RGB of 5x3 has 15 bytes, expected a row stride of at least that, got 14");
    assertRefused(
        () -> Image.gray(ByteBuffer.allocate(100), 5, 3, -5),
        "a row of GRAY of 5x3 has 5 bytes, expected a row stride of at least that, got -5");
    assertRefused(
        () -> Image.argb(IntBuffer.allocate(100), 5, 3, 4),
        "a row of ARGB has 5 ints, expected a row stride of at least that, got 4");
    assertRefused(
        () -> Image.nv21(ByteBuffer.allocate(100), 5, 3, 5, 4, YuvColor.BT601_FULL),
        "a row of V of NV21 5x3 has 5 bytes, expected a row stride of at least that, got 4");
  }

  @Test
  void aPixelStrideBelowOneIsRefused() {
    ByteBuffer plane = ByteBuffer.allocate(9);
    assertRefused(
        () -> Image.yuv420(plane, plane, plane, 2, 2, 2, 2, 0, YuvColor.BT601_FULL),
        "expected a pixel stride of 1 or more, got 0");
  }

  @Test
  void sizesBeyondAnIntAreRefused() {
    int huge = Integer.MAX_VALUE;
    assertRefused(
        () -> Image.rgb(new byte[9], 50_000, 50_000),
        "RGB of 50000x50000 needs at least 50000 rows of 150000 bytes, got 9 bytes");
    assertRefused(
        () -> Image.rgba(new byte[9], huge, huge),
        "RGBA of 2147483647x2147483647 needs at least 2147483647 rows of 8589934588 bytes, got 9"
            + " bytes");
    assertRefused(
        () -> Image.argb(new int[9], huge, huge),
        "ARGB of 2147483647x2147483647 needs at least 4611686014132420609 ints, got 9");
    assertRefused(
        () -> Image.nv21(new byte[9], huge, huge, YuvColor.BT601_FULL),
        "Y of NV21 2147483647x2147483647 needs at least 4611686014132420609 bytes, got 9");
  }

  @Test
  void aCropOutsideTheImageIsRefused() {
    Image image = Image.gray(new byte[15], 5, 3);
    assertRefused(
        () -> image.crop(3, 0, 3, 1),
        "expected a crop of at least 1x1 within 5x3, got 3x1 at (3, 0)");
    assertRefused(
        () -> image.crop(0, -1, 3, 1),
        "expected a crop of at least 1x1 within 5x3, got 3x1 at (0, -1)");
    assertRefused(
        () -> image.crop(0, 0, 0, 1),
        "expected a crop of at least 1x1 within 5x3, got 0x1 at (0, 0)");
    assertRefused(
        () -> image.crop(Integer.MAX_VALUE, 0, 2, 1),
        "expected a crop of at least 1x1 within 5x3, got 2x1 at (2147483647, 0)");
  }

  @Test
  void aCropOfACropStaysWithinTheFirst() {
    Image crop = Image.gray(new byte[15], 5, 3).crop(1, 1, 2, 2);
    assertRefused(
        () -> crop.crop(0, 0, 3, 1),
        "expected a crop of at least 1x1 within 2x2, got 3x1 at (0, 0)");
  }

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }
}
