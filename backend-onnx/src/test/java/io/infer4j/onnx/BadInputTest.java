package io.infer4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.infer4j.InvalidInputException;
import io.infer4j.Model;
import io.infer4j.RunFailedException;
import io.infer4j.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a caller can get wrong when running a model ends in an exception that says what. */
class BadInputTest {
  @Test
  void textThatTheRuntimeWouldSeeAsAnotherIsRefused() {
    try (Model encoder = Models.load("label_encoder.onnx")) {
      assertThat(encoder.run(Tensor.of(new String[] {"größe", "日本", "x"}, 3)).single().toLongs())
          .containsExactly(1, 2, -1);

      assertThatThrownBy(() -> encoder.run(Tensor.of(new String[] {"a", "😀"}, 2)))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageStartingWith("input 's': expected strings that ONNX Runtime's Java API passes")
          .hasMessageEndingWith("got \"😀\"");
    }
  }

  @Test
  void whatTheRuntimeRefusesIsSaidInItsWords() {
    try (Model failing = Models.load("failing.onnx")) {
      assertThatThrownBy(() -> failing.run(Tensor.of(new long[] {9}, 1)))
          .isInstanceOf(RunFailedException.class)
          .hasMessageContaining("idx=9 must be within the inclusive range [-4,3]")
          .hasMessageNotContaining("Error code");
    }
  }

  @Test
  void nullIsRefusedBeforeNativeCodeSeesIt() {
    Map<String, Tensor> withNull = new java.util.HashMap<>();
    withNull.put("x", null);
    try (Model model = Models.load("mlp.onnx")) {
      assertThatThrownBy(() -> model.run((Tensor) null)).isInstanceOf(NullPointerException.class);
      assertThatThrownBy(() -> model.run(withNull))
          .isInstanceOf(NullPointerException.class)
          .hasMessageContaining("input 'x'");
    }
  }
}
