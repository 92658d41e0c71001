package io.infer4j.onnx;

import static io.infer4j.testkit.TensorAssert.assertThatTensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.infer4j.DType;
import io.infer4j.InvalidInputException;
import io.infer4j.IoBinding;
import io.infer4j.Model;
import io.infer4j.RunFailedException;
import io.infer4j.Shape;
import io.infer4j.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Runs again and again over the same memory. */
class BindingTest {
  private final Tensor mlpInput = Models.npy("mlp_input.npy");
  private final Tensor mlpExpected = Models.npy("mlp_expected.npy");

  @Test
  void readsTheInputAsItIsAtEachRun() {
    try (Model model = Models.load("mlp.onnx");
        IoBinding io = model.bind()) {
      FloatBuffer x = io.input("x").asFloats();
      Tensor y = io.output("y");
      for (int round = 0; round < 3; round++) {
        for (int row = 0; row < 5; row++) {
          x.put(0, mlpInput.slice(row, row + 1).toFloats());

          io.run();

          assertThatTensor(y).isCloseTo(mlpExpected.slice(row, row + 1), 1e-6, 1e-6);
        }
      }
    }
  }

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
  void saysThatAnOutputIsKnownOnlyAfterARun() {
    try (Model model = Models.load("nonzero.onnx");
        IoBinding io = model.bind(Shape.of(4))) {
      assertThatThrownBy(() -> io.output("y"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("output 'y' has a shape that is known only after a run: run first");
    }
  }

  @Test
  void followsAnOutputWhoseShapeDependsOnTheData() {
    try (Model model = Models.load("nonzero.onnx");
        IoBinding io = model.bind(Shape.of(4))) {
      FloatBuffer x = io.input("x").asFloats();
      float[][] inputs = {{0, 1, 0, 2}, {1, 1, 0, 1}, {0, 0, 0, 0}, {0, 0, 3, 0}, {4, 3, 2, 1}};
      long[][] expected = {{1, 3}, {0, 1, 3}, {}, {2}, {0, 1, 2, 3}};
      for (int i = 0; i < inputs.length; i++) {
        x.put(0, inputs[i]);
        io.run();

        assertThat(io.output("y").shape().dims()).containsExactly(1, expected[i].length);
        assertThat(io.output("y").toLongs()).containsExactly(expected[i]);
      }
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

  @Test
  void readsStringsAsTheyAreAtEachRun() {
    try (Model model = Models.load("identity_string.onnx");
        IoBinding io = model.bind(Shape.of(2))) {
      io.input("x").asStrings().set(1, "b");
      io.run();
      assertThat(io.output("y").toStrings()).containsExactly("", "b");

      io.input("x").asStrings().set(0, "a");
      io.run();
      assertThat(io.output("y").toStrings()).containsExactly("a", "b");
    }
  }

  @Test
  void refusesANullAmongTheStrings() {
    try (Model model = Models.load("identity_string.onnx");
        IoBinding io = model.bind(Shape.of(2))) {
      io.input("x").asStrings().set(1, null);

      assertThatThrownBy(io::run)
          .isInstanceOf(InvalidInputException.class)
          .hasMessage("input 'x': expected strings, got a null");
    }
  }

  @Test
  void runsOverTheCallersMemory() {
    ByteBuffer memory = ByteBuffer.allocateDirect(16).order(ByteOrder.nativeOrder());
    try (Model model = Models.load("mlp.onnx");
        IoBinding io = model.bindTo(Map.of("x", Tensor.wrap(DType.FLOAT32, memory, 1, 4)))) {
      memory.put(0, mlpInput.slice(3, 4).asBytes(), 0, 16);
      io.run();

      assertThatTensor(io.output("y")).isCloseTo(mlpExpected.slice(3, 4), 1e-6, 1e-6);
    }
  }

  @Test
  void passesTheOutputOfOneModelToTheNextWithoutACopy() {
    try (Model first = Models.load("mlp.onnx");
        Model second = Models.load("identity_float32.onnx");
        IoBinding head = first.bind();
        IoBinding tail = second.bindTo(Map.of("x", head.output("y").reshape(3)))) {
      head.input("x").asFloats().put(mlpInput.slice(2, 3).asFloats());
      head.run();
      tail.run();

      assertThat(tail.output("y").toFloats()).isEqualTo(head.output("y").toFloats());
    }
  }

  @Test
  void rebindsToAnotherBatch() {
    try (Model model = Models.load("mlp_dynamic.onnx");
        IoBinding io = model.bind(Shape.of(1, 4))) {
      for (int rows = 5; rows > 0; rows--) {
        io.rebind(Shape.of(rows, 4));
        io.input("x").asFloats().put(mlpInput.slice(0, rows).asFloats());
        io.run();

        assertThatTensor(io.output("y")).isCloseTo(mlpExpected.slice(0, rows), 1e-6, 1e-6);
      }
    }
  }

  @Test
  void bindsABatchOfNone() {
    try (Model model = Models.load("mlp_dynamic.onnx");
        IoBinding io = model.bind(Shape.of(0, 4))) {
      io.run();

      assertThat(io.output("y").shape().dims()).containsExactly(0, 3);
    }
  }

  @Test
  void refusesToBindAnOpenShapeWithoutBeingToldIt() {
    try (Model model = Models.load("mlp_dynamic.onnx")) {
      assertThatThrownBy(model::bind)
          .isInstanceOf(InvalidInputException.class)
          .hasMessage(
              "input 'x': expected a concrete shape in bind(...), got none, and the model leaves it"
                  + " open: [batch, 4]");
    }
  }

  @Test
  void worksOnAfterAFailedRun() {
    try (Model model = Models.load("failing.onnx");
        IoBinding io = model.bind()) {
      io.input("index").asLongs().put(0, 9);
      assertThatThrownBy(io::run)
          .isInstanceOf(RunFailedException.class)
          .hasMessage(
              "ONNX Runtime failed: Non-zero status code returned while running Gather node. Name:''"
                  + " Status Message: indices element out of data bounds, idx=9 must be within the"
                  + " inclusive range [-4,3]");

      io.input("index").asLongs().put(0, 2);
      io.run();
      assertThat(io.output("y").toFloats()).containsExactly(30);
    }
  }

  @Test
  void bindsSixtyFourInputsAndOutputs() {
    try (Model model = Models.load("many.onnx");
        IoBinding io = model.bind()) {
      for (int k = 0; k < 64; k++) {
        io.input("in_" + k).asFloats().put(0, k);
      }
      io.run();
      for (int k = 0; k < 64; k++) {
        assertThat(io.output("out_" + k).toFloats()).containsExactly((k + 1f) * k);
      }
    }
  }

  @Test
  void bindsTheUnsignedTypesThatTheRuntimesJavaApiCannotMake() {
    try (Model model = Models.load("identity_uint32.onnx");
        IoBinding io = model.bind(Shape.of(2))) {
      io.input("x").asInts().put(0, -1);
      io.run();

      assertThat(io.output("y").toLongs()).containsExactly(0xffffffffL, 0);
    }
  }

  @Test
  void runsTwoBindingsOfOneModelIndependently() {
    try (Model model = Models.load("mlp.onnx");
        IoBinding a = model.bind();
        IoBinding b = model.bind()) {
      a.input("x").asFloats().put(mlpInput.slice(0, 1).asFloats());
      b.input("x").asFloats().put(mlpInput.slice(1, 2).asFloats());
      a.run();
      b.run();

      assertThatTensor(a.output("y")).isCloseTo(mlpExpected.slice(0, 1), 1e-6, 1e-6);
      assertThatTensor(b.output("y")).isCloseTo(mlpExpected.slice(1, 2), 1e-6, 1e-6);
    }
  }
}
