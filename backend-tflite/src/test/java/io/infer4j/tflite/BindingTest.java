package io.infer4j.tflite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.infer4j.InferenceException;
import io.infer4j.IoBinding;
import io.infer4j.Model;
import io.infer4j.Shape;
import io.infer4j.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Runs again and again over the same memory. */
class BindingTest {
  @Test
  void leavesOutputsOfEarlierRunsAsTheyAreWhereShapesChange() {
    try (Model model = Models.load("where_beside");
        IoBinding io = model.bind()) {
      io.input("x").asBytes().put(0, new byte[] {1, 1, 0, 0});
      io.run();
      Tensor first = io.output("indices");
      io.input("x").asBytes().put(0, new byte[] {0, 0, 0, 1});
      io.run();

      assertThat(first.toLongs()).containsExactly(0, 1);
    }
  }

  @Test
  void keepsTheStateOfABindingFromRunToRunAndForNoOther() {
    try (Model model = Models.load("counter")) {
      for (int round = 0; round < 2; round++) {
        try (IoBinding io = model.bind();
            IoBinding other = model.bind()) {
          io.input("x").asFloats().put(0, 1);
          other.input("x").asFloats().put(0, 10);
          for (int i = 1; i < 4; i++) {
            io.run();
            other.run();
            assertThat(io.output("y").toFloats()).containsExactly(i);
            assertThat(other.output("y").toFloats()).containsExactly(10 * i);
          }
        }
      }
    }
  }

  @Test
  void rebindsASignatureThatIsNotTheFirst() {
    try (Model model = Models.load("two_signatures", Models.option("signature", "times"));
        IoBinding io = model.bind(Map.of("left", Shape.of(2), "right", Shape.of(2)))) {
      for (int size : new int[] {2, 5, 1}) {
        io.rebind(Map.of("left", Shape.of(size), "right", Shape.of(size)));
        io.input("left").asFloats().put(size - 1, 3);
        io.input("right").asFloats().put(size - 1, size);
        io.run();

        assertThat(io.output("product").asFloats().get(size - 1)).isEqualTo(3 * size);
      }
    }
  }

  @Test
  void refusesShapesThatDoNotGoTogetherAndWorksOn() {
    try (Model model = Models.load("two_signatures");
        IoBinding io = model.bind(Map.of("lhs", Shape.of(2), "rhs", Shape.of(2)))) {
      assertThatThrownBy(() -> io.rebind(Map.of("lhs", Shape.of(3))))
          .hasMessageStartingWith("TensorFlow Lite refuses inputs 'lhs' [3], 'rhs' [2]: ");

      io.run();
      assertThat(io.output("total").toFloats()).containsExactly(0, 0);
    }
  }

  @Test
  void refusesADimensionBeyondTheRuntimes() {
    try (Model model = Models.load("reduce")) {
      assertThatThrownBy(() -> model.bind(Shape.of(0, 3_000_000_000L)))
          .isInstanceOf(InferenceException.class)
          .hasMessage(
              "TensorFlow Lite refuses inputs 'x' [0, 3000000000]: no dimension can be"
                  + " greater than 2147483647");
    }
  }
}
