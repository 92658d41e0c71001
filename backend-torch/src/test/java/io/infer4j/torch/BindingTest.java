package io.infer4j.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.infer4j.InvalidInputException;
import io.infer4j.IoBinding;
import io.infer4j.Model;
import io.infer4j.Shape;
import io.infer4j.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Bindings where the file declares nothing, and the memory that they hold. */
class BindingTest {
  @Test
  void outputsOfUnknownShapeAreThereAfterARun() {
    Tensor x = Tensor.of(new float[] {1, 2}, 2);
    try (Model model = Models.load("dict");
        IoBinding io = model.bindTo(Map.of("x", x))) {
      assertThatThrownBy(() -> io.output("twice"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("only in a run");

      io.run();
      Tensor twice = io.output("twice");
      x.asFloats().put(0, 50);
      io.run();

      assertThat(io.output("twice")).isSameAs(twice);
      assertThat(twice.toFloats()).containsExactly(100, 4);
    }
  }

  @Test
  void anInputOfUnknownDtypeNeedsATensor() {
    try (Model model = Models.load("mlp_bare")) {
      assertThatThrownBy(() -> model.bind(Shape.of(1, 4)))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("bindTo");
    }
  }

  @Test
  void inputsAreKeptReachable() {
    try (Model model = Models.load("passthrough");
        IoBinding io = model.bindTo(Map.of("x", Tensor.of(new float[] {7, 8}, 2)))) {
      for (int i = 0; i < 20; i++) {
        System.gc();
        io.run();
        assertThat(io.output("y").toFloats()).containsExactly(8, 9);
      }
    }
  }
}
