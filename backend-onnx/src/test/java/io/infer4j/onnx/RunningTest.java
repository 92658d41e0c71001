package io.infer4j.onnx;

import static io.infer4j.testkit.TensorAssert.assertThatTensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.infer4j.DType;
import io.infer4j.IoBinding;
import io.infer4j.Model;
import io.infer4j.Outputs;
import io.infer4j.RunFailedException;
import io.infer4j.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is ONNX's own in one run, the simple way. */
class RunningTest {
  @Test
  void findsTheShapeOfAnOutputOfUnknownRank() {
    try (Model model = Models.load("mlp_unnamed.onnx")) {
      assertThat(model.output("y").shape().hasRank()).isFalse();

      Tensor y = model.run(Models.npy("mlp_input.npy")).single();

      assertThatTensor(y).isCloseTo(Models.npy("mlp_expected.npy"), 1e-6, 1e-6);
    }
  }

  @Test
  void passesStringsOfTheBasicMultilingualPlane() {
    Tensor x = Tensor.of(new String[] {"", "a", "größe", "日本", "a\nb\t\"c\"", "\uffff"}, 6);
    try (Model model = Models.load("identity_string.onnx")) {
      assertThatTensor(model.run(x).single()).isIdenticalTo(x);
    }
  }

  @Test
  void refusesAStringOutputThatWouldComeOutAsAnother() {
    try (Model model = Models.load("emoji.onnx")) {
      assertThatThrownBy(() -> model.run(Map.of()))
          .isInstanceOf(RunFailedException.class)
          .hasMessageStartingWith("string 1 of output 'y' has a character that")
          .hasMessageEndingWith("NUL or one beyond U+FFFF");
    }
  }

  @Test
  void passesStringsThatOnlyLookGarbled() {
    Tensor x = Tensor.of(new String[] {"með\r\n", "", "\u00f0\u009f", "d"}, 4);
    try (Model model = Models.load("identity_string.onnx")) {
      assertThatTensor(model.run(x).single()).isIdenticalTo(x);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "float16",
        "bfloat16",
        "float32",
        "float64",
        "int8",
        "int16",
        "int32",
        "int64",
        "uint8",
        "uint16",
        "uint32",
        "uint64",
        "bool",
        "string"
      })
  void takesTensorsWithoutElements(String dtype) {
    Tensor x = Tensor.allocate(DType.parse(dtype), 0);
    try (Model model = Models.load("identity_" + dtype + ".onnx")) {
      assertThatTensor(model.run(x).single()).isIdenticalTo(x);
    }
  }

  @Test
  void givesAnOutputWhoseSymbolNoInputHas() {
    try (Model model = Models.load("empty_axis.onnx")) {
      Tensor y = model.run(Tensor.of(new float[] {1, 2, 3, 4}, 1, 4)).single();

      assertThat(y.shape().dims()).containsExactly(2, 4);
      assertThat(y.toFloats()).containsExactly(1, 2, 3, 4, 1, 2, 3, 4);
    }
  }

  @Test
  void isNotFooledBySymbolsThatLie() {
    try (Model model = Models.load("lying_symbol.onnx")) {
      Tensor y = model.run(Tensor.of(new float[] {1, 2}, 2)).single();

      assertThat(y.toFloats()).containsExactly(1, 2, 1, 2);
    }
  }

  @Test
  void givesAnOutputThatIsAnInput() {
    Tensor x = Tensor.of(new float[] {5, 6}, 2);
    try (Model model = Models.load("passthrough.onnx")) {
      Outputs outputs = model.run(x);

      assertThat(outputs.get("x").toFloats()).containsExactly(5, 6);
      assertThat(outputs.get("constant").toFloats()).containsExactly(3, 4);
      assertThat(outputs.get("y").toFloats()).containsExactly(6, 7);

      outputs.get("x").asFloats().put(0, -1);
      assertThat(x.toFloats()).as("the input").containsExactly(5, 6);
    }
  }

  @Test
  void runsAModelWithoutInputs() {
    try (Model model = Models.load("zero_input.onnx")) {
      assertThat(model.run(Map.of()).single().toFloats()).containsExactly(1, 2, 3);
    }
  }

  @Test
  void usesTheDefaultOfAnInputThatHasOne() {
    try (Model model = Models.load("default_input.onnx")) {
      assertThat(model.run(Tensor.of(new float[] {1, 2}, 2)).single().toFloats())
          .containsExactly(11, 22);
    }
  }

  @Test
  void takesATensorForAnOptionalOne() {
    try (Model model = Models.load("optional_input.onnx")) {
      assertThat(model.inputs().toString()).isEqualTo("[x float32[n]]");
      assertThat(model.run(Tensor.of(new float[] {1}, 1)).single().asBytes().get(0))
          .isEqualTo((byte) 1);
    }
  }

  @Test
  void givesTheMapsOfASequenceAsKeysAndRowsOfValues() {
    Tensor x = Tensor.of(new float[] {0.1f, 0.7f, 0.2f, 0.5f, 0.25f, 0.25f}, 2, 3);
    try (Model model = Models.load("map_output.onnx")) {
      assertThat(model.outputs().toString())
          .isEqualTo(
              "[label int64[n], probabilities.keys int64[?], probabilities.values float32[?, ?]]");
      Outputs outputs = model.run(x);
      assertThat(outputs.get("label").toLongs()).containsExactly(1, 0);
      assertThat(outputs.get("probabilities.keys").toLongs()).containsExactly(0, 1, 2);
      assertThatTensor(outputs.get("probabilities.values")).isIdenticalTo(x);
    }
  }

  @Test
  void givesTheMapsOfEachBoundRun() {
    Tensor x = Tensor.of(new float[] {0.1f, 0.7f, 0.2f}, 1, 3);
    try (Model model = Models.load("map_output.onnx");
        IoBinding io = model.bindTo(Map.of("x", x))) {
      io.run();
      assertThat(io.output("probabilities.values").toFloats()).containsExactly(0.1f, 0.7f, 0.2f);
      x.asFloats().put(0, 0.4f);
      io.run();
      assertThat(io.output("probabilities.values").toFloats()).containsExactly(0.4f, 0.7f, 0.2f);
      assertThat(io.output("label").toLongs()).containsExactly(1);
    }
  }
}
