package io.infer4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TensorSpecTest {
  private final TensorSpec plain = TensorSpec.of("image", DType.FLOAT32, Shape.of(-1, 3, 8, 8));

  @Test
  void aPlainSpecIsRequiredAndHasNeitherQuantizationNorLayout() {
    assertThat(plain.name()).isEqualTo("image");
    assertThat(plain.dtype()).isEqualTo(DType.FLOAT32);
    assertThat(plain.shape()).isEqualTo(Shape.of(-1, 3, 8, 8));
    assertThat(plain.quantization()).isNull();
    assertThat(plain.layout()).isNull();
    assertThat(plain.isOptional()).isFalse();
  }

  @Test
  void eachAdditionKeepsTheOthersAndLeavesTheOriginal() {
    Quantization q = Quantization.perTensor(1, 0);
    TensorSpec full = plain.asOptional().withLayout(Layout.NCHW).withQuantization(q);
    assertThat(full.isOptional()).isTrue();
    assertThat(full.layout()).isEqualTo(Layout.NCHW);
    assertThat(full.quantization()).isSameAs(q);
    assertThat(full.withLayout(Layout.NHWC).asOptional().quantization()).isSameAs(q);
    assertThat(plain.isOptional()).isFalse();
    assertThat(plain.layout()).isNull();
  }

  @Test
  void aLayoutOfAnotherRankIsRefused() {
    assertThatThrownBy(() -> plain.withLayout(Layout.of("HWC")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("layout 'HWC' does not fit the rank of shape [?, 3, 8, 8]");
  }

  @Test
  void whereTheRankIsUnknownAnyLayoutWillDo() {
    assertThat(TensorSpec.of("x", null, Shape.unknown()).withLayout(Layout.of("HWC")).layout())
        .isEqualTo(Layout.of("HWC"));
  }

  @Test
  void theTextHasNameDtypeAndShape() {
    assertThat(plain).hasToString("image float32[?, 3, 8, 8]");
    assertThat(TensorSpec.of("x", null, Shape.unknown())).hasToString("x unknown until run");
  }

  @Test
  void aNameAndAShapeAreNeeded() {
    assertThatThrownBy(() -> TensorSpec.of(null, null, Shape.of()))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("name");
    assertThatThrownBy(() -> TensorSpec.of("x", null, null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("shape");
  }
}
