package io.infer4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class QuantizationTest {
  @Test
  void perTensorHasOneScaleAndNoAxis() {
    Quantization q = Quantization.perTensor(0.5f, -3);
    assertThat(q.isPerTensor()).isTrue();
    assertThat(q.axis()).isEqualTo(-1);
    assertThat(q.channels()).isEqualTo(1);
    assertThat(q.scale(0)).isEqualTo(0.5f);
    assertThat(q.zeroPoint(0)).isEqualTo(-3);
    assertThat(q).hasToString("scale 0.5, zero point -3");
  }

  @Test
  void perChannelHasAScaleForEachIndexOfTheAxis() {
    Quantization q = Quantization.perChannel(new float[] {1, 2, 3}, new int[] {4, 5, 6}, 2);
    assertThat(q.isPerTensor()).isFalse();
    assertThat(q.axis()).isEqualTo(2);
    assertThat(q.channels()).isEqualTo(3);
    assertThat(q.scale(2)).isEqualTo(3f);
    assertThat(q.zeroPoint(1)).isEqualTo(5);
    assertThat(q).hasToString("3 scales along axis 2");
  }

  @Test
  void theCallersArraysAreCopied() {
    float[] scales = {1};
    int[] zeroPoints = {2};
    Quantization q = Quantization.perChannel(scales, zeroPoints, 0);
    scales[0] = 9;
    zeroPoints[0] = 9;
    assertThat(q.scale(0)).isEqualTo(1f);
    assertThat(q.zeroPoint(0)).isEqualTo(2);
  }

  @Test
  void asManyZeroPointsAsScalesAreNeeded() {
    assertThatThrownBy(() -> Quantization.perChannel(new float[] {1, 2}, new int[] {0}, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "expected as many zero points as scales, at least one; got 2 scales and 1 zero points");
  }

  @Test
  void noScaleAtAllIsRefused() {
    assertThatThrownBy(() -> Quantization.perChannel(new float[0], new int[0], 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "expected as many zero points as scales, at least one; got 0 scales and 0 zero points");
  }

  @Test
  void aNegativeAxisIsRefused() {
    assertThatThrownBy(() -> Quantization.perChannel(new float[] {1}, new int[] {0}, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("axis must be 0 or more, got -1");
  }

  @Test
  void equalityIsOfScalesZeroPointsAndAxis() {
    Quantization q = Quantization.perChannel(new float[] {1}, new int[] {2}, 0);
    assertThat(q)
        .isEqualTo(Quantization.perChannel(new float[] {1}, new int[] {2}, 0))
        .hasSameHashCodeAs(Quantization.perChannel(new float[] {1}, new int[] {2}, 0))
        .isNotEqualTo(Quantization.perTensor(1, 2))
        .isNotEqualTo(Quantization.perChannel(new float[] {1}, new int[] {2}, 1))
        .isNotEqualTo(Quantization.perChannel(new float[] {3}, new int[] {2}, 0))
        .isNotEqualTo(Quantization.perChannel(new float[] {1}, new int[] {3}, 0));
  }

  @Test
  void halvesAreRoundedAwayFromZero() {
    Quantization q = Quantization.perTensor(1, 0);
    assertThat(q.quantize(0.5f, 0, DType.INT8)).isEqualTo(1);
    assertThat(q.quantize(-0.5f, 0, DType.INT8)).isEqualTo(-1);
    assertThat(q.quantize(2.5f, 0, DType.INT8)).isEqualTo(3);
    assertThat(q.quantize(0.49999997f, 0, DType.INT8)).isZero();
  }

  @Test
  void whatADtypeCannotHoldIsClamped() {
    Quantization q = Quantization.perChannel(new float[] {1, 0.5f}, new int[] {0, 10}, 0);
    assertThat(q.quantize(1e30f, 0, DType.UINT8)).isEqualTo(255);
    assertThat(q.quantize(-1e30f, 1, DType.UINT8)).isZero();
    assertThat(q.quantize(Float.NEGATIVE_INFINITY, 0, DType.INT32)).isEqualTo(Integer.MIN_VALUE);
    assertThat(q.quantize(1e30f, 0, DType.UINT32)).isEqualTo(0xffffffffL);
    assertThat(q.quantize(Float.NaN, 1, DType.INT16)).isEqualTo(10);
  }

  @Test
  void aQuantizedNumberComesBack() {
    Quantization q = Quantization.perTensor(0.25f, -3);
    assertThat(q.dequantize(q.quantize(7.25f, 0, DType.INT8), 0)).isEqualTo(7.25f);
  }

  @Test
  void dtypesThatAreNotQuantisedAreRefused() {
    Quantization q = Quantization.perTensor(1, 0);
    for (DType dtype : new DType[] {DType.FLOAT32, DType.INT64, DType.BOOL, DType.STRING}) {
      assertThatThrownBy(() -> q.quantize(1, 0, dtype))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("expected an integer dtype of at most 32 bits, got " + dtype);
    }
  }

  @Test
  void aTensorIsQuantisedElementByElement() {
    Quantization q = Quantization.perChannel(new float[] {0.5f, 0.25f}, new int[] {0, 10}, 1);
    Tensor reals = Tensor.of(new float[] {0.25f, 1, -0.25f, 100}, 2, 2);

    Tensor integers = q.quantize(reals, DType.INT8);

    assertThat(integers.dtype()).isEqualTo(DType.INT8);
    assertThat(integers.toInts()).containsExactly(1, 14, -1, 127);
    assertThat(q.dequantize(integers).toFloats()).containsExactly(0.5f, 1, -0.5f, 29.25f);
    assertThat(q.dequantize(integers).shape()).isEqualTo(Shape.of(2, 2));
  }

  @Test
  void aTensorThatDoesNotFitIsRefused() {
    Quantization q = Quantization.perChannel(new float[] {1, 1}, new int[2], 1);
    assertThatThrownBy(() -> q.quantize(Tensor.allocate(DType.FLOAT32, 2), DType.INT8))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected 2 scales along axis 1 to fit the shape, got [2]");
    assertThatThrownBy(() -> q.quantize(Tensor.allocate(DType.FLOAT32, 2, 2), DType.UINT32))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("got float32 and uint32");
    assertThatThrownBy(() -> q.dequantize(Tensor.allocate(DType.FLOAT32, 2, 2)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
