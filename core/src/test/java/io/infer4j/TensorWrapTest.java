package io.infer4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ReadOnlyBufferException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class TensorWrapTest {
  private static ByteBuffer direct(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "STRING")
  void bothSidesSeeEachOthersWrites(DType dtype) {
    int width = dtype.byteSize();
    ByteBuffer buffer = direct(2 * width);
    Tensor tensor = Tensor.wrap(dtype, buffer, 2);
    Bits.put(buffer, width, 1, 1);
    assertThat(Bits.get(tensor, 1)).isEqualTo(1);
    Bits.put(tensor.asBytes(), width, 0, 1);
    assertThat(buffer.get(ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? 0 : width - 1))
        .isEqualTo((byte) 1);
  }

  @Test
  void theTensorIsWhatLiesBetweenPositionAndLimit() {
    ByteBuffer buffer = direct(16);
    buffer.limit(12).position(4);
    Tensor tensor = Tensor.wrap(DType.INT32, buffer, 2);
    tensor.asInts().put(0, 7);
    assertThat(buffer.getInt(4)).isEqualTo(7);
    assertThat(buffer.position()).isEqualTo(4);
    assertThat(buffer.limit()).isEqualTo(12);
  }

  @Test
  void movingTheCallersPositionLaterChangesNothing() {
    ByteBuffer buffer = direct(8);
    Tensor tensor = Tensor.wrap(DType.INT32, buffer, 2);
    buffer.position(4);
    buffer.order(ByteOrder.BIG_ENDIAN);
    tensor.asInts().put(0, 7);
    assertThat(tensor.toInts()).containsExactly(7, 0);
  }

  @Test
  void aReadOnlyBufferMakesAReadOnlyTensor() {
    ByteBuffer memory = direct(8);
    ByteBuffer buffer = memory.asReadOnlyBuffer().order(ByteOrder.nativeOrder());
    Tensor tensor = Tensor.wrap(DType.FLOAT32, buffer, 2);
    assertThat(tensor.isReadOnly()).isTrue();
    assertThat(tensor.reshape(1, 2).isReadOnly()).isTrue();
    assertThat(tensor.slice(0, 1).isReadOnly()).isTrue();
    assertThat(tensor.copy().isReadOnly()).isFalse();
    assertThatThrownBy(() -> tensor.asFloats().put(0, 1))
        .isInstanceOf(ReadOnlyBufferException.class);
    assertThatThrownBy(() -> tensor.asBytes().put(0, (byte) 1))
        .isInstanceOf(ReadOnlyBufferException.class);
  }

  @Test
  void aHeapBufferIsRefusedWithTheReason() {
    assertThatThrownBy(() -> Tensor.wrap(DType.FLOAT32, ByteBuffer.allocate(8), 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "cannot share this float32 buffer: it is a heap buffer, native code needs a direct one"
                + " (ByteBuffer.allocateDirect); or copy with Tensor.copyOf");
  }

  @Test
  void aBufferInTheOtherByteOrderIsRefusedWithTheReason() {
    ByteOrder nativeOrder = ByteOrder.nativeOrder();
    ByteOrder other =
        nativeOrder == ByteOrder.BIG_ENDIAN ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    assertThatThrownBy(() -> Tensor.wrap(DType.INT16, ByteBuffer.allocateDirect(4).order(other), 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "cannot share this int16 buffer: its byte order is "
                + other
                + ", the platform's is "
                + nativeOrder
                + ": set order(ByteOrder.nativeOrder()) before the data is written; or copy with"
                + " Tensor.copyOf");
  }

  @Test
  void theOrderOfSingleBytesDoesNotMatter() {
    ByteBuffer big = ByteBuffer.allocateDirect(1).order(ByteOrder.BIG_ENDIAN);
    assertThat(Tensor.wrap(DType.UINT8, big, 1).elements()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"STRING", "BOOL", "INT8", "UINT8"})
  void misalignedMemoryIsRefusedWithTheReason(DType dtype) {
    int width = dtype.byteSize();
    ByteBuffer buffer = direct(2 * width);
    buffer.position(width / 2).limit(width + width / 2);
    assertThatThrownBy(() -> Tensor.wrap(dtype, buffer, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "cannot share this "
                + dtype
                + " buffer: its address at position "
                + width / 2
                + " is not a multiple of "
                + width
                + " bytes; or copy with Tensor.copyOf");
  }

  @Test
  void theAddressCountsAndNotThePosition() {
    ByteBuffer buffer = direct(12);
    buffer.position(2);
    ByteBuffer shifted = buffer.slice().order(ByteOrder.nativeOrder());
    shifted.position(2).limit(6);
    assertThat(Tensor.wrap(DType.INT32, shifted, 1).elements()).isEqualTo(1);
    shifted.position(0).limit(4);
    assertThatThrownBy(() -> Tensor.wrap(DType.INT32, shifted, 1))
        .hasMessageContaining("its address at position 0 is not a multiple of 4 bytes");
  }

  @Test
  void emptyMemoryNeedsNoAlignment() {
    ByteBuffer buffer = direct(8);
    buffer.position(1).limit(1);
    assertThat(Tensor.wrap(DType.FLOAT64, buffer, 0).elements()).isZero();
  }

  @Test
  void anotherLengthIsRefusedWithBothNumbers() {
    assertThatThrownBy(() -> Tensor.wrap(DType.FLOAT32, direct(12), 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "shape [2] of float32 needs 8 bytes, the buffer has 12 from its position to its limit");
  }

  @Test
  void stringsAreRefused() {
    assertThatThrownBy(() -> Tensor.wrap(DType.STRING, direct(0), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("strings have no place in a ByteBuffer; use of(String[])");
  }
}
