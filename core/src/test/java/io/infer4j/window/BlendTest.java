package io.infer4j.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BlendTest {
  @ParameterizedTest
  @CsvSource({"8", "96", "5x6", "3x4x5"})
  void hasMonaisGaussianWeights(String name) {
    String[] parts = name.split("x", -1);
    int[] size = new int[parts.length];
    for (int i = 0; i < size.length; i++) {
      size[i] = Integer.parseInt(parts[i]);
    }
    // torch's exp in float32 may be one unit in the last place off.
    assertThat(Blend.gaussian().weights(size))
        .containsExactly(Vectors.read("gaussian_" + name).toFloats(), Offset.offset(1.2e-7f));
  }

  @Test
  void raisesWeightsThatAreTooSmall() {
    assertThat(Blend.gaussian(0.01).weights(20)[0]).isEqualTo(1e-3f);
  }

  @Test
  void hasAWeightOf1ForAWindowOf1() {
    assertThat(Blend.gaussian().weights(1)).containsExactly(1f);
  }

  @Test
  void hasEqualWeightsForTheMean() {
    assertThat(Blend.mean().weights(2, 3)).containsOnly(1f).hasSize(6);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesASigmaThatIsNotAbove0(double scale) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Blend.gaussian(scale))
        .withMessage("expected a sigma scale above 0 and finite, got %s", scale);
  }
}
