package io.infer4j.tflite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.infer4j.InvalidInputException;
import io.infer4j.IoBinding;
import io.infer4j.Model;
import io.infer4j.Shape;
import io.infer4j.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Values that operators take for sizes, places and divisors are looked at before a run. */
class ValueCheckTest {
  private static Tensor ints(int... values) {
    return Tensor.of(values, values.length);
  }

  private static Tensor scalar(int value) {
    return Tensor.of(new int[] {value}, new long[0]);
  }

  private static void isRefused(Model model, Map<String, Tensor> inputs, String message) {
    assertThatThrownBy(() -> model.run(inputs))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(message);
  }

  @Test
  void refusesSizesThatNoMemoryHolds() {
    Tensor seven = Tensor.of(new float[] {7}, new long[0]);
    try (Model model = Models.load("fill")) {
      isRefused(
          model,
          Map.of("d", ints(Integer.MAX_VALUE, Integer.MAX_VALUE), "v", seven),
          "input 'd': expected sizes that make no more than 536870911 elements for FILL");
      isRefused(model, Map.of("d", ints(2, -5), "v", seven), "expected sizes of at least 0");

      assertThat(model.run(Map.of("d", ints(2), "v", seven)).single().toFloats())
          .containsExactly(7, 7);
    }
  }

  @Test
  void refusesAPartThatIsNotThere() {
    Tensor x = Tensor.of(new float[] {1, 2, 3, 4}, 4);
    try (Model model = Models.load("slice")) {
      isRefused(model, Map.of("x", x, "b", ints(-3), "s", ints(2)), "input 'b': expected values");
      isRefused(
          model,
          Map.of("x", x, "b", ints(3), "s", ints(2)),
          "input 'b': expected a part of axis 0, whose size is 4 for SLICE (node 0), got 5");

      assertThat(model.run(Map.of("x", x, "b", ints(1), "s", ints(2))).single().toFloats())
          .containsExactly(2, 3);
    }
  }

  @Test
  void refusesAnIndexOutsideOfWhatAConstantSays() {
    Tensor five = Tensor.of(new float[] {5}, 1);
    try (Model model = Models.load("sparse_to_dense")) {
      isRefused(
          model,
          Map.of("i", ints(1_000_000_000), "v", five),
          "input 'i': expected indices from 0 to 3 for SPARSE_TO_DENSE (node 0), got 1000000000");

      assertThat(model.run(Map.of("i", ints(3), "v", five)).single().toFloats())
          .containsExactly(0, 0, 0, 5);
    }
  }

  @Test
  void refusesARangeThatIsLongerThanATensor() {
    try (Model model = Models.load("range")) {
      isRefused(
          model,
          Map.of("a", scalar(Integer.MIN_VALUE), "b", scalar(Integer.MAX_VALUE), "c", scalar(1)),
          "got -2147483648, 2147483647 and 1");

      assertThat(
              model.run(Map.of("a", scalar(0), "b", scalar(5), "c", scalar(2))).single().toInts())
          .containsExactly(0, 2, 4);
    }
  }

  @Test
  void refusesToDivideTheLeastIntegerByMinusOne() {
    try (Model model = Models.load("divide")) {
      isRefused(
          model,
          Map.of("a", ints(1, Integer.MIN_VALUE), "b", ints(-1, -1)),
          "input 'a': expected no least integer to be divided by -1 for FLOOR_DIV (node 0)");

      assertThat(
              model
                  .run(Map.of("a", ints(Integer.MIN_VALUE, 6), "b", ints(2, -1)))
                  .single()
                  .toInts())
          .containsExactly(Integer.MIN_VALUE / 2, -6);
    }
  }

  @Test
  void looksAtTheValuesOfEachRunOfABinding() {
    try (Model model = Models.load("divide");
        IoBinding io = model.bind(Map.of("a", Shape.of(1), "b", Shape.of(1)))) {
      io.input("a").asInts().put(0, Integer.MIN_VALUE);
      io.input("b").asInts().put(0, 1);
      io.run();

      io.input("b").asInts().put(0, -1);
      assertThatThrownBy(io::run).isInstanceOf(InvalidInputException.class);
    }
  }
}
