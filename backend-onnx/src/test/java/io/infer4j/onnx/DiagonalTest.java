package io.infer4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.infer4j.InvalidInputException;
import io.infer4j.IoBinding;
import io.infer4j.Model;
import io.infer4j.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trilu writes beyond its memory for a diagonal that is no int, and never gets one. */
class DiagonalTest {
  private static Map<String, Tensor> inputs(long diagonal) {
    return Map.of(
        "x", Tensor.of(new float[] {1, 2, 3, 4}, 2, 2), "k", Tensor.of(new long[] {diagonal}, 1));
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, Long.MAX_VALUE, 1L << 31, -(1L << 31) - 1})
  void thatIsNoIntIsRefused(long diagonal) {
    try (Model model = Models.load("trilu.onnx")) {
      assertThatThrownBy(() -> model.run(inputs(diagonal)))
          .isInstanceOf(InvalidInputException.class)
          .hasMessage(
              "input 'k': expected the number of a diagonal for Trilu, from -2147483648 to"
                  + " 2147483647, got "
                  + diagonal);
    }
  }

  @Test
  void beyondTheMatrixLeavesAllOfItOrNothing() {
    try (Model model = Models.load("trilu.onnx")) {
      assertThat(model.run(inputs(Integer.MIN_VALUE)).single().toFloats())
          .containsExactly(1, 2, 3, 4);
      assertThat(model.run(inputs(Integer.MAX_VALUE)).single().toFloats())
          .containsExactly(0, 0, 0, 0);
      assertThat(model.run(inputs(1)).single().toFloats()).containsExactly(0, 2, 0, 0);
    }
  }

  @Test
  void isLookedAtInEachRunOfABinding() {
    Map<String, Tensor> inputs = inputs(0);
    try (Model model = Models.load("trilu.onnx");
        IoBinding binding = model.bindTo(inputs)) {
      binding.run();
      inputs.get("k").asLongs().put(0, Long.MIN_VALUE);
      assertThatThrownBy(binding::run).isInstanceOf(InvalidInputException.class);
    }
  }
}
