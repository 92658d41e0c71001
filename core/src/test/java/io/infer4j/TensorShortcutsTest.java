package io.infer4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TensorShortcutsTest {
  private final Tensor tensor = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);

  @Test
  void bytesAreElementsOfAnyDtype() {
    assertThat(Tensor.of(DType.UINT8, new byte[] {-1, 2}, 2).toInts()).containsExactly(255, 2);
    byte[] bytes = ByteBuffer.allocate(4).order(ByteOrder.nativeOrder()).putInt(7).array();
    assertThat(Tensor.of(DType.INT32, bytes, 1).toInts()).containsExactly(7);
    assertThatThrownBy(() -> Tensor.of(DType.INT32, new byte[3], 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void valuesAreWrittenWhole() {
    tensor.set(new float[] {6, 5, 4, 3, 2, 1});
    assertThat(tensor.toFloats()).containsExactly(6, 5, 4, 3, 2, 1);
    assertThatThrownBy(() -> tensor.set(new float[5]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected 6 values for float32[2, 3], got 5");
    assertThatThrownBy(() -> Tensor.allocate(DType.INT8, 1).set(new float[1]))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aTensorIsCopiedToAnother() {
    Tensor target = Tensor.allocate(DType.FLOAT32, 2, 3);
    target.set(tensor);
    target.set(target);
    assertThat(target.toFloats()).isEqualTo(tensor.toFloats());
    Tensor strings = Tensor.allocate(DType.STRING, 1);
    strings.set(Tensor.of(new String[] {"a"}, 1));
    assertThat(strings.toStrings()).containsExactly("a");
    assertThatThrownBy(() -> target.set(Tensor.allocate(DType.FLOAT32, 3, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected float32[2, 3], got float32[3, 2]");
  }

  @Test
  void aRowSharesMemoryAndHasOneAxisLess() {
    assertThat(tensor.dim(1)).isEqualTo(3);
    Tensor row = tensor.row(1);
    row.set(new float[] {7, 8, 9});
    assertThat(row.shape()).isEqualTo(Shape.of(3));
    assertThat(tensor.toFloatRows()).isDeepEqualTo(new float[][] {{1, 2, 3}, {7, 8, 9}});
    assertThat(row.row(2).shape()).isEqualTo(Shape.of());
    assertThatThrownBy(() -> tensor.row(2)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> row.row(0).toFloatRows()).isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "STRING")
  void axesTradePlacesWhateverTheDtype(DType dtype) {
    Tensor bits = Tensor.of(new boolean[] {true, false, false, true, true, false}, 2, 3, 1);
    Tensor turned = bits.to(dtype).transpose(2, 1, 0);
    assertThat(turned.shape()).isEqualTo(Shape.of(1, 3, 2));
    assertThat(turned.toInts()).containsExactly(1, 1, 0, 1, 0, 0);
  }

  @Test
  void layoutsGiveTheOrder() {
    Tensor nchw = Tensor.allocate(DType.FLOAT32, 1, 3, 4, 5);
    assertThat(nchw.transpose(Layout.NCHW.orderTo(Layout.NHWC)).shape())
        .isEqualTo(Shape.of(1, 4, 5, 3));
  }

  @Test
  void anOrderNamesEachAxisOnce() {
    for (int[] wrong : new int[][] {{0}, {0, 0}, {0, 2}, {-1, 0}, {0, 1, 2}}) {
      assertThatThrownBy(() -> tensor.transpose(wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("expected each axis of [2, 3] once, got [");
    }
    assertThatThrownBy(() -> Tensor.allocate(DType.STRING, 1).transpose(0))
        .isInstanceOf(IllegalStateException.class);
  }
}
