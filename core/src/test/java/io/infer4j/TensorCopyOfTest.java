package io.infer4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

class TensorCopyOfTest {
  private static final int COUNT = 5;

  /** Every dtype, heap or direct, big or little endian, read-only or not, sliced or not. */
  static List<Arguments> buffers() {
    List<Arguments> all = new ArrayList<>();
    for (DType dtype : DType.values()) {
      for (int kind = 0; kind < 16 && dtype != DType.STRING; kind++) {
        all.add(Arguments.of(dtype, kind));
      }
    }
    return all;
  }

  /** A buffer of some kind with these bits between its position and its limit. */
  private static ByteBuffer buffer(DType dtype, int kind, long[] bits) {
    int width = dtype.byteSize();
    int size = bits.length * width;
    ByteBuffer memory =
        (kind & 1) == 0 ? ByteBuffer.allocate(size + 7) : ByteBuffer.allocateDirect(size + 7);
    while (memory.hasRemaining()) {
      memory.put((byte) 0x55);
    }
    memory.limit(size + 3).position(3);
    ByteBuffer buffer = (kind & 8) == 0 ? memory : memory.slice();
    buffer.order((kind & 2) == 0 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    ByteOrder order = buffer.order();
    ByteBuffer writer = buffer.slice().order(order);
    for (int i = 0; i < bits.length; i++) {
      Bits.put(writer, width, i, bits[i]);
    }
    return (kind & 4) == 0 ? buffer : buffer.asReadOnlyBuffer().order(order);
  }

  @ParameterizedTest
  @MethodSource("buffers")
  void aByteBufferOfAnyKindIsReadInItsOwnOrderAndLeftAsItIs(DType dtype, int kind) {
    Random random = new Random(kind);
    long[] bits = new long[COUNT];
    for (int i = 0; i < COUNT; i++) {
      bits[i] = Bits.random(dtype, random);
    }
    ByteBuffer buffer = buffer(dtype, kind, bits);
    int position = buffer.position();
    int limit = buffer.limit();
    ByteOrder order = buffer.order();
    Tensor tensor = Tensor.copyOf(dtype, buffer, COUNT);
    for (int i = 0; i < COUNT; i++) {
      assertThat(Bits.get(tensor, i)).isEqualTo(bits[i]);
    }
    assertThat(buffer.position()).isEqualTo(position);
    assertThat(buffer.limit()).isEqualTo(limit);
    assertThat(buffer.order()).isEqualTo(order);
    assertThat(tensor.isReadOnly()).isFalse();
  }

  @Test
  void theCopyIsNotShared() {
    ByteBuffer buffer = Bits.direct((byte) 1, (byte) 2);
    Tensor tensor = Tensor.copyOf(DType.UINT8, buffer, 2);
    buffer.put(0, (byte) 9);
    assertThat(tensor.toInts()).containsExactly(1, 2);
  }

  /** Typed buffers, positioned at the second of four elements 1, 2, 3, 4, limit before the last. */
  static List<Arguments> typed() {
    FloatBuffer floats = FloatBuffer.wrap(new float[] {1, 2, 3, 4});
    DoubleBuffer doubles = DoubleBuffer.wrap(new double[] {1, 2, 3, 4});
    ShortBuffer shorts = ShortBuffer.wrap(new short[] {1, 2, 3, 4});
    IntBuffer ints = IntBuffer.wrap(new int[] {1, 2, 3, 4});
    LongBuffer longs = LongBuffer.wrap(new long[] {1, 2, 3, 4});
    ByteBuffer big = ByteBuffer.allocate(16).order(ByteOrder.BIG_ENDIAN);
    big.asIntBuffer().put(new int[] {1, 2, 3, 4});
    List<Arguments> all = new ArrayList<>();
    for (Buffer each : new Buffer[] {floats, doubles, shorts, ints, longs, big.asIntBuffer()}) {
      each.limit(3).position(1);
      if (each instanceof FloatBuffer b) {
        all.add(Arguments.of(DType.FLOAT32, each));
        all.add(Arguments.of(DType.FLOAT32, b.asReadOnlyBuffer()));
        all.add(Arguments.of(DType.FLOAT32, b.slice()));
      } else if (each instanceof DoubleBuffer) {
        all.add(Arguments.of(DType.FLOAT64, each));
      } else if (each instanceof ShortBuffer) {
        all.add(Arguments.of(DType.INT16, each));
        all.add(Arguments.of(DType.UINT16, each));
      } else if (each instanceof IntBuffer) {
        all.add(Arguments.of(DType.INT32, each));
        all.add(Arguments.of(DType.UINT32, each));
      } else {
        all.add(Arguments.of(DType.INT64, each));
        all.add(Arguments.of(DType.UINT64, each));
      }
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("typed")
  void aTypedBufferIsReadFromItsPositionToItsLimit(DType dtype, Buffer buffer) {
    int position = buffer.position();
    assertThat(Tensor.copyOf(dtype, buffer, 2).toInts()).containsExactly(2, 3);
    assertThat(buffer.position()).isEqualTo(position);
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT16", "BFLOAT16"})
  void aShortBufferHoldsTheBitsOfSixteenBitFloats(DType dtype) {
    short one = dtype == DType.FLOAT16 ? Float16.fromFloat(1) : BFloat16.fromFloat(1);
    assertThat(Tensor.copyOf(dtype, ShortBuffer.wrap(new short[] {one}), 1).toFloats())
        .containsExactly(1);
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"FLOAT32"})
  void aFloatBufferHoldsNothingButFloats(DType dtype) {
    assertThatThrownBy(() -> Tensor.copyOf(dtype, FloatBuffer.allocate(2), 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a FloatBuffer cannot hold " + dtype + " elements");
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"FLOAT64"})
  void aDoubleBufferHoldsNothingButDoubles(DType dtype) {
    assertThatThrownBy(() -> Tensor.copyOf(dtype, DoubleBuffer.allocate(2), 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a DoubleBuffer cannot hold " + dtype + " elements");
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"INT32", "UINT32"})
  void anIntBufferHoldsNothingButInts(DType dtype) {
    ByteBuffer memory = ByteBuffer.allocateDirect(8).order(ByteOrder.BIG_ENDIAN);
    assertThatThrownBy(() -> Tensor.copyOf(dtype, memory.asIntBuffer(), 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an IntBuffer cannot hold " + dtype + " elements");
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"INT64", "UINT64"})
  void aLongBufferHoldsNothingButLongs(DType dtype) {
    assertThatThrownBy(() -> Tensor.copyOf(dtype, LongBuffer.allocate(2), 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a LongBuffer cannot hold " + dtype + " elements");
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"INT16", "UINT16", "FLOAT16", "BFLOAT16"})
  void aShortBufferHoldsNothingButSixteenBits(DType dtype) {
    assertThatThrownBy(() -> Tensor.copyOf(dtype, ShortBuffer.allocate(2), 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a ShortBuffer cannot hold " + dtype + " elements");
  }

  @ParameterizedTest
  @EnumSource
  void aCharBufferHoldsNothing(DType dtype) {
    assertThatThrownBy(() -> Tensor.copyOf(dtype, CharBuffer.allocate(2), 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a CharBuffer cannot hold " + dtype + " elements");
  }

  @Test
  void stringsComeFromNoByteBuffer() {
    assertThatThrownBy(() -> Tensor.copyOf(DType.STRING, ByteBuffer.allocate(0), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("strings have no place in a ByteBuffer; use of(String[])");
  }

  @Test
  void aByteBufferOfAnotherLengthIsRefusedWithBothNumbers() {
    ByteBuffer buffer = ByteBuffer.allocate(8);
    buffer.position(1);
    assertThatThrownBy(() -> Tensor.copyOf(DType.FLOAT32, buffer, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "shape [2] of float32 needs 8 bytes, the buffer has 7 from its position to its limit");
  }

  @Test
  void aTypedBufferOfAnotherLengthIsRefusedWithBothNumbers() {
    assertThatThrownBy(() -> Tensor.copyOf(DType.INT32, IntBuffer.allocate(3), 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("shape [2] has 2 elements, the data has 3");
  }

  @Test
  void aMissingBufferIsNamed() {
    assertThatThrownBy(() -> Tensor.copyOf(DType.INT32, null, 2))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("data");
  }

  @Test
  void nothingIsCopiedFromAnEmptyBuffer() {
    assertThat(Tensor.copyOf(DType.INT64, ByteBuffer.allocate(0), 0, 3).elements()).isZero();
  }
}
