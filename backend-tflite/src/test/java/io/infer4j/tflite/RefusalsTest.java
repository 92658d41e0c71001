package io.infer4j.tflite;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.infer4j.Model;
import io.infer4j.ModelLoadException;
import io.infer4j.ModelSource;
import org.junit.jupiter.api.Test;

/** Files that the runtime takes and does not survive are refused, with the reason. */
class RefusalsTest {
  private static void isRefused(String model, String reason) {
    assertThatThrownBy(() -> Models.load(model))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining(model + ".tflite is refused, as TensorFlow Lite cannot run it: ")
        .hasMessageContaining(reason);
  }

  @Test
  void refusesWeightsThatAreQuantisedBlockByBlock() {
    isRefused("blockwise", "tensor 'weights' is quantised block by block");
  }

  @Test
  void refusesAStateThatTheRuntimeTakesForAWiderOne() {
    isRefused(
        "narrow_state", "RNN (node 0) over float32 needs 'state' to be float32, and it is int8");
  }

  @Test
  void refusesAnSvdfWhoseStateOrWeightsOverTimeAreNotOfSixteenBits() {
    isRefused("narrow_svdf", "SVDF (node 0) over int8 needs");
  }

  @Test
  void refusesAnInputThatIsAConstant() {
    isRefused("constant_input", "input 'x' is a constant that has data in the file");
  }

  @Test
  void refusesItFromBytesToo() {
    assertThatThrownBy(() -> Model.load(ModelSource.of(Models.bytes("constant_input"))))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("input 'x' is a constant that has data in the file");
  }
}
