package io.infer4j.tflite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.infer4j.DType;
import io.infer4j.InferenceException;
import io.infer4j.IoBinding;
import io.infer4j.Model;
import io.infer4j.ModelLoadException;
import io.infer4j.Shape;
import io.infer4j.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shapes that leave nothing between an input and an output, and inputs of nothing. */
class EmptyTensorsTest {
  private static Tensor image(long batch, long size) {
    return Tensor.allocate(DType.FLOAT32, batch, size, size, 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "false"})
  void refusesAnImageThatIsSmallerThanAWindow(String xnnpack) {
    try (Model model = Models.load("window", Models.option("xnnpack", xnnpack))) {
      for (int size = 1; size < 5; size++) {
        Tensor small = image(1, size);

        assertThatThrownBy(() -> model.run(small))
            .isInstanceOf(InferenceException.class)
            .hasMessageContaining("refuses inputs 'x' [1, " + size + ", " + size + ", 1]: ")
            .hasMessageContaining("CONV_2D");
      }
      assertThat(model.run(image(1, 5)).single().shape()).isEqualTo(Shape.of(1, 1, 1, 2));
    }
  }

  @Test
  void refusesItInABindingAndInARebindingWhichWorksOn() {
    try (Model model = Models.load("window")) {
      assertThatThrownBy(() -> model.bind(Shape.of(1, 4, 4, 1)))
          .hasMessageContaining("refuses inputs 'x' [1, 4, 4, 1]: ");
      try (IoBinding io = model.bind(Shape.of(1, 6, 6, 1))) {
        assertThatThrownBy(() -> io.rebind(Map.of("x", Shape.of(1, 2, 2, 1))))
            .hasMessageContaining("refuses inputs 'x' [1, 2, 2, 1]: ");

        io.run();
        assertThat(io.output("y").toFloats()).containsOnly(0.5f).hasSize(8);
      }
    }
  }

  @Test
  void refusesAFileWhoseOwnShapesLeaveNothing() {
    assertThatThrownBy(() -> Models.load("window_too_small"))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("CONV_2D (node 0)");
  }

  @Test
  void givesEmptyOutputsForAnEmptyBatchAmongOthers() {
    try (Model model = Models.load("window")) {
      for (int batch : new int[] {0, 5, 0, 17, 0, 100, 0, 9, 0, 1, 2, 0}) {
        Tensor y = model.run(image(batch, 7)).single();

        assertThat(y.shape()).isEqualTo(Shape.of(batch, 3, 3, 2));
        for (float each : y.toFloats()) {
          assertThat(each).isEqualTo(0.5f);
        }
      }
    }
  }

  @Test
  void aBindingOfAnEmptyBatchRunsAndGivesNothing() {
    try (Model model = Models.load("mlp_dynamic");
        IoBinding io = model.bind(Shape.of(0, 4))) {
      io.run();
      io.run();

      assertThat(io.output("scores").shape()).isEqualTo(Shape.of(0, 3));
    }
  }

  @Test
  void computesWhatAnOperatorMakesOfNothing() {
    try (Model model = Models.load("where")) {
      assertThat(model.run(Tensor.allocate(DType.BOOL, 0)).single().shape())
          .isEqualTo(Shape.of(0, 1));
    }
    try (Model model = Models.load("empty_axis")) {
      assertThat(model.run(Tensor.allocate(DType.FLOAT32, 0, 4)).single().shape())
          .isEqualTo(Shape.of(0, 4));
    }
  }
}
