package io.infer4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.infer4j.IoBinding;
import io.infer4j.Model;
import io.infer4j.Shape;
import io.infer4j.Tensor;
import org.junit.jupiter.api.Test;

/** Runs again and again over the same memory. */
class BindingTest {
  @Test
  void keepsOneOutputTensorWhereTheShapeFollowsFromTheInput() {
    try (Model model = Models.load("mlp_dynamic.onnx");
        IoBinding io = model.bind(Shape.of(2, 4))) {
      Tensor before = io.output("y");
      io.run();
      io.run();

      assertThat(before.shape().dims()).containsExactly(2, 3);
      assertThat(io.output("y")).isSameAs(before);
    }
  }

  @Test
  void keepsOneOutputTensorOnceARunHasShownItsShape() {
    try (Model model = Models.load("empty_axis.onnx");
        IoBinding io = model.bind(Shape.of(1, 4))) {
      io.input("x").asFloats().put(0, 7);
      io.run();
      Tensor shown = io.output("y");
      io.input("x").asFloats().put(0, 8);
      io.run();

      assertThat(io.output("y")).isSameAs(shown);
      assertThat(shown.toFloats()).containsExactly(8, 0, 0, 0, 8, 0, 0, 0);
    }
  }

  @Test
  void followsAnOutputWhoseSymbolLies() {
    try (Model model = Models.load("lying_symbol.onnx");
        IoBinding io = model.bind(Shape.of(2))) {
      for (int i = 0; i < 3; i++) {
        io.input("x").asFloats().put(0, i);
        io.run();

        assertThat(io.output("y").toFloats()).containsExactly(i, 0, i, 0);
      }
    }
  }

  @Test
  void followsAnOutputThatIsAnInput() {
    try (Model model = Models.load("passthrough.onnx");
        IoBinding io = model.bind()) {
      for (int i = 1; i < 4; i++) {
        io.input("x").asFloats().put(0, i);
        io.run();

        assertThat(io.output("x").toFloats()).containsExactly(i, 0);
        assertThat(io.output("y").toFloats()).containsExactly(i + 1, 1);
      }
    }
  }
}
