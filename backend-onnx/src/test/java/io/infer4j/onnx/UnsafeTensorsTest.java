package io.infer4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.infer4j.DType;
import io.infer4j.InvalidInputException;
import io.infer4j.Model;
import io.infer4j.Outputs;
import io.infer4j.RunFailedException;
import io.infer4j.Shape;
import io.infer4j.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Shapes on which ONNX Runtime would end the process never reach it. */
class UnsafeTensorsTest {
  @Test
  void withoutElementsGiveNoneWhereNothingNeedsToBeComputed() {
    try (Model model = Models.load("gru.onnx")) {
      Outputs outputs = model.run(Tensor.allocate(DType.FLOAT32, 2, 0, 3));
      assertThat(outputs.get("y").shape()).isEqualTo(Shape.of(2, 1, 0, 2));
      assertThat(outputs.get("last").shape()).isEqualTo(Shape.of(1, 0, 2));
    }
  }

  @Test
  void withoutElementsAreRefusedWhereTheOperatorEndsTheProcess() {
    try (Model model = Models.load("gru.onnx")) {
      Tensor none = Tensor.allocate(DType.FLOAT32, 0, 1, 3);
      assertThatThrownBy(() -> model.run(none))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageStartingWith("input 'x': expected tensors with elements")
          .hasMessageContaining("operator GRU");
      assertThat(model.run(Tensor.allocate(DType.FLOAT32, 2, 1, 3)).get("y").elements())
          .isEqualTo(4);
    }
  }

  @Test
  void ofAnotherRankThanTheOperatorTakesAreRefused() {
    Tensor matrix = Tensor.of(new float[] {1, 2, 3, 4}, 2, 2);
    Tensor vector = Tensor.of(new float[] {1, 2}, 2);
    try (Model model = Models.load("einsum.onnx")) {
      assertThatThrownBy(() -> model.run(Map.of("a", vector, "b", matrix)))
          .isInstanceOf(InvalidInputException.class)
          .hasMessage(
              "input 'a': expected a tensor of rank 2, which operator Einsum takes, got shape [2]");
      assertThat(model.run(Map.of("a", matrix, "b", matrix)).single().toFloats())
          .containsExactly(7, 10, 15, 22);
    }
  }

  @Test
  void thatNoBufferHoldsFailTheRun() {
    try (Model model = Models.load("big_output.onnx")) {
      assertThatThrownBy(() -> model.run(Tensor.of(new long[] {600_000_000}, 1)))
          .isInstanceOf(RunFailedException.class)
          .hasMessageStartingWith("output 'y' has the shape [600000000]: expected at most");
    }
  }
}
