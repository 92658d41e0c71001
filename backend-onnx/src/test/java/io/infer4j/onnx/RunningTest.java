package io.infer4j.onnx;

import static io.infer4j.testkit.TensorAssert.assertThatTensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.infer4j.DType;
import io.infer4j.Model;
import io.infer4j.Outputs;
import io.infer4j.RunFailedException;
import io.infer4j.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One run at a time, the simple way. */
class RunningTest {
  @Test
  void givesWhatNumPyComputed() {
    try (Model model = Models.load("mlp.onnx")) {
      Tensor input = Models.npy("mlp_input.npy");
      Tensor expected = Models.npy("mlp_expected.npy");

      for (int row = 0; row < 5; row++) {
        Tensor y = model.run(input.slice(row, row + 1)).get("y");
        assertThatTensor(y).isCloseTo(expected.slice(row, row + 1), 1e-6, 1e-6);
      }
    }
  }

  @Test
  void takesAnyBatchWhereTheModelLeavesItOpen() {
    try (Model model = Models.load("mlp_dynamic.onnx")) {
      Tensor input = Models.npy("mlp_input.npy");
      Tensor expected = Models.npy("mlp_expected.npy");

      for (int rows = 1; rows <= 5; rows++) {
        Tensor y = model.run(input.slice(0, rows)).single();
        assertThatTensor(y).isCloseTo(expected.slice(0, rows), 1e-6, 1e-6);
      }
    }
  }

  @Test
  void findsTheShapeOfAnOutputOfUnknownRank() {
    try (Model model = Models.load("mlp_unnamed.onnx")) {
      assertThat(model.output("y").shape().hasRank()).isFalse();

      Tensor y = model.run(Models.npy("mlp_input.npy")).single();

      assertThatTensor(y).isCloseTo(Models.npy("mlp_expected.npy"), 1e-6, 1e-6);
    }
  }

  @ParameterizedTest
  @EnumSource(value = DType.class, names = "STRING", mode = EnumSource.Mode.EXCLUDE)
  void passesEveryBitOfEveryDType(DType dtype) {
    byte[] bits = new byte[24 * Math.max(1, dtype.byteSize())];
    new Random(1).nextBytes(bits);
    if (dtype == DType.BOOL) {
      for (int i = 0; i < bits.length; i++) {
        bits[i] &= 1;
      }
    }
    Tensor x = Tensor.copyOf(dtype, ByteBuffer.wrap(bits).order(ByteOrder.nativeOrder()), 24);
    try (Model model = Models.load("identity_" + dtype + ".onnx")) {
      assertThat(model.input("x").dtype()).isEqualTo(dtype);
      assertThat(model.output("y").dtype()).isEqualTo(dtype);

      assertThatTensor(model.run(x).get("y")).isIdenticalTo(x);
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
  void keepsSeveralInputsAndOutputsApart() {
    Tensor a = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
    Tensor b = Tensor.of(new float[] {10, 20, 30, 40, 50, 60}, 2, 3);
    try (Model model = Models.load("add_sub.onnx")) {
      Map<String, Tensor> inOtherOrder = new LinkedHashMap<>();
      inOtherOrder.put("b", b);
      inOtherOrder.put("a", a);

      Outputs outputs = model.run(inOtherOrder);

      assertThat(outputs.get("sum").toFloats()).containsExactly(11, 22, 33, 44, 55, 66);
      assertThat(outputs.get("difference").toFloats()).containsExactly(-9, -18, -27, -36, -45, -54);
    }
  }

  @Test
  void takesInputsOfDifferentTypes() {
    try (Model model = Models.load("mixed.onnx")) {
      Map<String, Tensor> inputs =
          Map.of(
              "f", Tensor.of(new float[] {1, 2, 3, 4}, 2, 2),
              "i", Tensor.of(new long[] {Long.MIN_VALUE, Long.MAX_VALUE}, 2),
              "s", Tensor.of(new String[] {"x", "y"}, 2),
              "m", Tensor.of(new boolean[] {true, false}, 2));

      Outputs outputs = model.run(inputs);

      assertThatTensor(outputs.get("f_out")).isIdenticalTo(inputs.get("f"));
      assertThatTensor(outputs.get("i_out")).isIdenticalTo(inputs.get("i"));
      assertThatTensor(outputs.get("s_out")).isIdenticalTo(inputs.get("s"));
      assertThatTensor(outputs.get("m_out")).isIdenticalTo(inputs.get("m"));
      assertThat(outputs.get("count").toLongs()).containsExactly(2);
    }
  }

  @Test
  void takesAndGivesScalars() {
    try (Model model = Models.load("scalar.onnx")) {
      Tensor y = model.run(Tensor.of(new float[] {21})).single();

      assertThat(y.shape().rank()).isZero();
      assertThat(y.toFloats()).containsExactly(42);
    }
  }

  @Test
  void reducesToAScalar() {
    try (Model model = Models.load("reduce.onnx")) {
      Tensor y = model.run(Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 3, 2)).single();

      assertThat(y.shape().rank()).isZero();
      assertThat(y.toFloats()).containsExactly(21);
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
  void givesAnOutputWhoseShapeDependsOnTheData() {
    try (Model model = Models.load("nonzero.onnx")) {
      Tensor y = model.run(Tensor.of(new float[] {0, 5, 0, 7}, 4)).single();

      assertThat(y.shape().dims()).containsExactly(1, 2);
      assertThat(y.toLongs()).containsExactly(1, 3);
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
  void takesSixtyFourInputsAndOutputs() {
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    for (int k = 63; k >= 0; k--) {
      inputs.put("in_" + k, Tensor.of(new float[] {k + 0.5f}, 1));
    }
    try (Model model = Models.load("many.onnx")) {
      Outputs outputs = model.run(inputs);

      for (int k = 0; k < 64; k++) {
        assertThat(outputs.get("out_" + k).toFloats()).containsExactly((k + 1) * (k + 0.5f));
      }
    }
  }

  @Test
  void takesNamesOfAnyCharacters() {
    try (Model model = Models.load("names.onnx")) {
      Outputs outputs =
          model.run(
              Map.of(
                  "in put", Tensor.of(new float[] {1}, 1),
                  "größe/0:1", Tensor.of(new float[] {2}, 1),
                  "日本", Tensor.of(new float[] {4}, 1),
                  "a=b", Tensor.of(new float[] {8}, 1)));

      assertThat(outputs.get("out 1").toFloats()).containsExactly(3);
      assertThat(outputs.get("sum,two").toFloats()).containsExactly(12);
    }
  }

  @Test
  void runsAQuantisedModel() {
    Tensor x = Models.npy("quantized_input.npy");
    Tensor expected = Models.npy("quantized_expected.npy");
    try (Model model = Models.load("quantized.onnx")) {
      for (int row = 0; row < 6; row++) {
        assertThatTensor(model.run(x.slice(row, row + 1)).single())
            .isIdenticalTo(expected.slice(row, row + 1));
      }
    }
  }

  @Test
  void runsAVideoClipModelOfTwoInputsAndTwoHeads() {
    try (Model model = Models.load("clip.onnx")) {
      Outputs outputs =
          model.run(
              Map.of("frames", Models.npy("clip_frames.npy"), "hand", Models.npy("clip_hand.npy")));

      assertThatTensor(outputs.get("coarse")).isCloseTo(Models.npy("clip_coarse.npy"), 1e-5, 0);
      assertThatTensor(outputs.get("fine")).isCloseTo(Models.npy("clip_fine.npy"), 1e-5, 0);
    }
  }

  @Test
  void readsAWrappedReadOnlyBufferWhereItIs() {
    ByteBuffer memory = ByteBuffer.allocateDirect(64).order(ByteOrder.nativeOrder());
    Tensor input = Models.npy("mlp_input.npy").slice(0, 1);
    memory.position(32);
    memory.put(input.asBytes());
    memory.position(32).limit(48);
    ByteBuffer readOnly = memory.asReadOnlyBuffer().order(ByteOrder.nativeOrder());
    try (Model model = Models.load("mlp.onnx")) {
      Tensor y = model.run(Tensor.wrap(DType.FLOAT32, readOnly, 1, 4)).single();

      assertThatTensor(y).isCloseTo(Models.npy("mlp_expected.npy").slice(0, 1), 1e-6, 1e-6);
    }
  }

  @Test
  void givesOutputsMemoryOfTheirOwn() {
    Tensor input = Models.npy("mlp_input.npy");
    try (Model model = Models.load("mlp.onnx")) {
      Tensor first = model.run(input.slice(0, 1)).single();
      Tensor copy = first.copy();
      Tensor second = model.run(input.slice(1, 2)).single();

      assertThatTensor(first).isIdenticalTo(copy);
      assertThat(second.toFloats()).isNotEqualTo(first.toFloats());
    }
  }

  @Test
  void keepsResultsReadableAfterClose() {
    Tensor y;
    try (Model model = Models.load("mlp.onnx")) {
      y = model.run(Models.npy("mlp_input.npy").slice(0, 1)).single();
    }
    assertThatTensor(y).isCloseTo(Models.npy("mlp_expected.npy").slice(0, 1), 1e-6, 1e-6);
  }

  @Test
  void passesNaNInfinityAndSubnormals() {
    Tensor x =
        Tensor.of(
            new float[] {
              Float.NaN,
              Float.POSITIVE_INFINITY,
              Float.NEGATIVE_INFINITY,
              Float.MIN_VALUE,
              -0.0f,
              Float.MAX_VALUE
            },
            6);
    try (Model model = Models.load("identity_float32.onnx")) {
      assertThatTensor(model.run(x).single()).isIdenticalTo(x);
    }
  }
}
