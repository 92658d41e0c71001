package io.infer4j.tflite;

import static io.infer4j.testkit.TensorAssert.assertThatTensor;
import static org.assertj.core.api.Assertions.assertThat;

import io.infer4j.DType;
import io.infer4j.Model;
import io.infer4j.Outputs;
import io.infer4j.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real models on the real runtime give the right numbers. */
class RunningTest {
  private static float[] dense(float... x) {
    return new float[] {x[0] + 2 * x[1] + 3 * x[2] + 0.5f, 4 * x[0] + 5 * x[1] + 6 * x[2] - 0.5f};
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 2, 9, 1, 0, 3})
  void takesAnyNumberOfRows(int rows) {
    float[] x = new float[rows * 3];
    for (int i = 0; i < x.length; i++) {
      x[i] = i;
    }
    try (Model model = Models.load("fc")) {
      Tensor score = model.run(Tensor.of(x, rows, 3)).single();

      assertThat(score.shape().dims()).containsExactly(rows, 2);
      for (int row = 0; row < rows; row++) {
        assertThat(score.slice(row, row + 1).toFloats())
            .containsExactly(dense(x[3 * row], x[3 * row + 1], x[3 * row + 2]));
      }
    }
  }

  @Test
  void runsAQuantisedModel() {
    try (Model model = Models.load("quantized")) {
      // (0.5 * (3 + 1)) * 1 + (0.5 * (5 + 1)) * -2 + 2 = -2, and -2 / 0.25 + 3 = -5.
      assertThat(model.run(Tensor.of(new byte[] {3, 5}, 1, 2)).single().toInts())
          .containsExactly(-5);
    }
  }

  @Test
  void passesStringsOfAnyCharacters() {
    Tensor x = Tensor.of(new String[] {"a", "größe 日本 😀", "", "NUL \0 within"}, 4);
    try (Model model = Models.load("identity_string")) {
      assertThatTensor(model.run(x).single()).isIdenticalTo(x);
    }
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void takesTensorsWithoutElements(DType dtype) {
    Tensor x = Tensor.allocate(dtype, 0);
    try (Model model = Models.load("identity_" + dtype)) {
      assertThatTensor(model.run(x).single()).isIdenticalTo(x);
    }
  }

  @Test
  void runsAModelWithoutInputs() {
    try (Model model = Models.load("zero_input")) {
      assertThat(model.run(Map.of()).get("y").toFloats()).containsExactly(1, 2, 3);
    }
  }

  @Test
  void givesAnOutputThatIsAnInputOrAConstant() {
    Tensor x = Tensor.of(new float[] {5, 6}, 2);
    try (Model model = Models.load("passthrough")) {
      Outputs outputs = model.run(x);

      assertThat(outputs.get("x").toFloats()).containsExactly(5, 6);
      assertThat(outputs.get("constant").toFloats()).containsExactly(3, 4);
      assertThat(outputs.get("y").toFloats()).containsExactly(6, 7);

      outputs.get("x").asFloats().put(0, -1);
      outputs.get("constant").asFloats().put(0, -1);
      assertThat(x.toFloats()).as("the input").containsExactly(5, 6);
      assertThat(model.run(x).get("y").toFloats()).containsExactly(6, 7);
    }
  }

  @Test
  void runsAModelWithoutOperators() {
    try (Model model = Models.load("no_operator")) {
      assertThat(model.placement().used()).containsExactly("cpu");
      assertThat(model.run(Tensor.of(new float[] {5, 6}, 2)).get("x").toFloats())
          .containsExactly(5, 6);
    }
  }

  @Test
  void beginsEachRunWithoutTheStateOfTheRunBefore() {
    try (Model model = Models.load("counter")) {
      for (int i = 0; i < 3; i++) {
        assertThat(model.run(Tensor.of(new float[] {2}, 1, 1)).single().toFloats())
            .containsExactly(2);
      }
    }
  }

  @Test
  void runsTheSignatureThatIsAskedFor() {
    Tensor three = Tensor.of(new float[] {3, 4}, 2);
    Tensor five = Tensor.of(new float[] {5, 6}, 2);
    try (Model plus = Models.load("two_signatures");
        Model times = Models.load("two_signatures", Models.option("signature", "times"))) {
      assertThat(plus.run(Map.of("lhs", three, "rhs", five)).get("total").toFloats())
          .containsExactly(8, 10);
      assertThat(times.run(Map.of("left", three, "right", five)).get("product").toFloats())
          .containsExactly(15, 24);
    }
  }
}
