package io.infer4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TensorOfTest {
  @Test
  void floatsAreCopied() {
    float[] data = {1.5f, -2};
    Tensor tensor = Tensor.of(data, 1, 2);
    data[0] = 9;
    assertThat(tensor.dtype()).isEqualTo(DType.FLOAT32);
    assertThat(tensor.shape()).isEqualTo(Shape.of(1, 2));
    assertThat(tensor.toFloats()).containsExactly(1.5f, -2);
  }

  @Test
  void doublesAreCopied() {
    double[] data = {1.5, -2};
    Tensor tensor = Tensor.of(data, 2);
    data[0] = 9;
    assertThat(tensor.dtype()).isEqualTo(DType.FLOAT64);
    assertThat(tensor.toDoubles()).containsExactly(1.5, -2);
  }

  @Test
  void bytesAreSigned() {
    byte[] data = {-1, 127};
    Tensor tensor = Tensor.of(data, 2);
    data[0] = 9;
    assertThat(tensor.dtype()).isEqualTo(DType.INT8);
    assertThat(tensor.toInts()).containsExactly(-1, 127);
  }

  @Test
  void shortsAreCopied() {
    short[] data = {-1, Short.MAX_VALUE};
    Tensor tensor = Tensor.of(data, 2);
    data[0] = 9;
    assertThat(tensor.dtype()).isEqualTo(DType.INT16);
    assertThat(tensor.toInts()).containsExactly(-1, Short.MAX_VALUE);
  }

  @Test
  void intsAreCopied() {
    int[] data = {Integer.MIN_VALUE, 7};
    Tensor tensor = Tensor.of(data, 2);
    data[1] = 9;
    assertThat(tensor.dtype()).isEqualTo(DType.INT32);
    assertThat(tensor.toInts()).containsExactly(Integer.MIN_VALUE, 7);
  }

  @Test
  void longsAreCopied() {
    long[] data = {Long.MIN_VALUE, 7};
    Tensor tensor = Tensor.of(data, 2);
    data[1] = 9;
    assertThat(tensor.dtype()).isEqualTo(DType.INT64);
    assertThat(tensor.toLongs()).containsExactly(Long.MIN_VALUE, 7);
  }

  @Test
  void booleansAreOneAndZero() {
    Tensor tensor = Tensor.of(new boolean[] {true, false}, 2);
    assertThat(tensor.dtype()).isEqualTo(DType.BOOL);
    assertThat(tensor.asBytes().get(0)).isEqualTo((byte) 1);
    assertThat(tensor.asBytes().get(1)).isEqualTo((byte) 0);
  }

  @Test
  void stringsAreCopied() {
    String[] data = {"a", "😀"};
    Tensor tensor = Tensor.of(data, 2);
    data[0] = "b";
    assertThat(tensor.dtype()).isEqualTo(DType.STRING);
    assertThat(tensor.toStrings()).containsExactly("a", "😀");
  }

  @Test
  void aStringThatIsNullIsRefusedWithItsIndex() {
    assertThatThrownBy(() -> Tensor.of(new String[] {"a", null}, 2))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("string 1 is null");
  }

  @Test
  void withoutDimensionsItIsAScalar() {
    Tensor scalar = Tensor.of(new float[] {3});
    assertThat(scalar.shape().rank()).isZero();
    assertThat(scalar.elements()).isEqualTo(1);
    assertThat(scalar).hasToString("float32[] {3.0}");
  }

  @Test
  void aDimensionOfZeroMakesItEmpty() {
    Tensor empty = Tensor.of(new float[0], 3, 0);
    assertThat(empty.elements()).isZero();
    assertThat(empty.toFloats()).isEmpty();
    assertThat(empty.asFloats().hasRemaining()).isFalse();
    assertThat(empty).hasToString("float32[3, 0] {}");
  }

  @Test
  void aShapeThatDoesNotFitTheDataIsRefusedWithBothNumbers() {
    assertThatThrownBy(() -> Tensor.of(new float[5], 2, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("shape [2, 3] has 6 elements, the data has 5");
    assertThatThrownBy(() -> Tensor.of(new String[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "no shape was given, which is that of a scalar, one element, and the data has 0"
                + " elements; for one axis give its size, 0");
  }

  @Test
  void aShapeThatIsNotConcreteIsRefused() {
    assertThatThrownBy(() -> Tensor.of(new float[2], -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a tensor needs a concrete shape, [?] has dimensions that are not fixed");
    assertThatThrownBy(() -> Tensor.allocate(DType.INT8, Shape.unknown()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a tensor needs a concrete shape, [...] has dimensions that are not fixed");
  }

  @ParameterizedTest
  @EnumSource
  void allocatedMemoryIsZeroDirectAndInNativeOrder(DType dtype) {
    Tensor tensor = Tensor.allocate(dtype, 2, 3);
    assertThat(tensor.elements()).isEqualTo(6);
    assertThat(tensor.isReadOnly()).isFalse();
    if (dtype == DType.STRING) {
      assertThat(tensor.asStrings()).hasSize(6).containsOnly("");
      return;
    }
    assertThat(tensor.asBytes().isDirect()).isTrue();
    assertThat(tensor.asBytes().order()).isEqualTo(ByteOrder.nativeOrder());
    assertThat(tensor.asBytes().remaining()).isEqualTo(6 * dtype.byteSize());
    assertThat(tensor.toDoubles()).containsOnly(0);
  }

  @ParameterizedTest
  @EnumSource
  void aShapeOfMoreThanTwoGigabytesIsRefused(DType dtype) {
    long tooMany = 1L << 31;
    assertThatThrownBy(() -> Tensor.allocate(dtype, tooMany))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "shape [2147483648] of "
                + dtype
                + " needs more than the 2^31-1 bytes (or strings) that a tensor can hold");
  }

  @Test
  void theLimitIsOfBytesNotOfElements() {
    assertThatThrownBy(() -> Tensor.allocate(DType.FLOAT64, 1 << 28))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("shape [268435456] of float64 needs more than the 2^31-1 bytes");
  }

  @Test
  void aShapeWhoseProductOverflowsIsRefused() {
    assertThatThrownBy(() -> Tensor.allocate(DType.INT8, 1L << 40, 1L << 40))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("shape [1099511627776, 1099511627776] has more than 2^63-1 elements");
    assertThatThrownBy(() -> Tensor.of(new byte[0], 1L << 32, 1L << 32))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anEmptyTensorMayHaveHugeDimensions() {
    assertThat(Tensor.allocate(DType.FLOAT64, 1L << 62, 0, 1L << 62).elements()).isZero();
  }

  @Test
  void dataWithoutAShapeIsToldHowToHaveOneAxis() {
    assertThatThrownBy(() -> Tensor.of(new float[] {1, 2, 3}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "no shape was given, which is that of a scalar, one element, and the data has 3"
                + " elements; for one axis give its size, 3");
    assertThatThrownBy(() -> Tensor.copyOf(DType.FLOAT32, java.nio.ByteBuffer.allocate(12)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("for one axis give its size, 3");
  }
}
