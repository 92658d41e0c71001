package io.infer4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutputsTest {
  private final Tensor boxes = Tensor.of(new float[] {1, 2}, 2);
  private final Tensor scores = Tensor.of(new float[] {3}, 1);
  private final Outputs both = outputs(List.of("boxes", "scores"), boxes, scores);

  @Test
  void eachOutputIsFoundByItsName() {
    assertThat(both.get("boxes")).isSameAs(boxes);
    assertThat(both.get("scores")).isSameAs(scores);
  }

  @Test
  void aTypoIsAnsweredWithASuggestion() {
    assertThatThrownBy(() -> both.get("score"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there is no output 'score'; did you mean 'scores'? There are [boxes, scores]");
  }

  @Test
  void theOnlyOutputNeedsNoName() {
    assertThat(outputs(List.of("scores"), scores).single()).isSameAs(scores);
  }

  @Test
  void ofSeveralOutputsNoneIsTheOnlyOne() {
    assertThatThrownBy(both::single)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the model has 2 outputs [boxes, scores]; get one by name");
  }

  @Test
  void ofNoOutputsNoneIsTheOnlyOne() {
    assertThatThrownBy(() -> outputs(List.of()).single())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the model has 0 outputs []; get one by name");
  }

  @Test
  void theMapIsInTheModelsOrderAndUnmodifiable() {
    assertThat(both.asMap().keySet()).containsExactly("boxes", "scores");
    assertThatThrownBy(() -> both.asMap().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void theTextHasNamesAndTensors() {
    assertThat(both).hasToString("{boxes=float32[2] {1.0, 2.0}, scores=float32[1] {3.0}}");
  }

  private static Outputs outputs(List<String> names, Tensor... values) {
    List<TensorSpec> specs = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      specs.add(TensorSpec.of(names.get(i), values[i].dtype(), values[i].shape()));
    }
    return new Outputs(specs, values);
  }
}
