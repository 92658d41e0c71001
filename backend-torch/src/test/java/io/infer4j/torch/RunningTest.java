package io.infer4j.torch;

import static io.infer4j.testkit.TensorAssert.assertThatTensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.infer4j.DType;
import io.infer4j.InvalidInputException;
import io.infer4j.Model;
import io.infer4j.Outputs;
import io.infer4j.RunFailedException;
import io.infer4j.Shape;
import io.infer4j.Tensor;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes in and what comes out. */
class RunningTest {
  private static final Tensor ONE_TWO = Tensor.of(new float[] {1, 2}, 2);

  private static Outputs run(String name, Tensor input) {
    try (Model model = Models.load(name)) {
      return model.run(input);
    }
  }

  @Test
  void aViewOfAnInputIsWrittenOut() {
    assertThat(run("view", Tensor.of(new float[] {1, 2, 3}, 3)).single().toFloats())
        .containsExactly(2, 3);
  }

  @Test
  void stringsAreRefused() {
    assertThatThrownBy(() -> run("view", Tensor.of(new String[] {"a"}, 1)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("strings");
  }

  @Test
  void namesMayHaveAnyCharacters() {
    Tensor one = Tensor.of(new float[] {1}, 1);
    try (Model model = Models.load("names.ptl")) {
      Outputs outputs = model.run(Map.of("in put", one, "größe/0:1", one, "日本", one, "a=b", one));

      assertThat(outputs.asMap()).containsOnlyKeys("out 1", "sum,two", "😀");
      assertThat(outputs.get("😀").toFloats()).containsExactly(4);
    }
  }

  @Test
  void anOptionalInputMayBeLeftOut() {
    assertThat(run("defaults", ONE_TWO).single().toFloats()).containsExactly(2, 4);
  }

  @Test
  void anOptionalInputMayBeGiven() {
    try (Model model = Models.load("defaults")) {
      Tensor bias = Tensor.of(new float[] {10, 20}, 2);
      assertThat(model.run(Map.of("x", ONE_TWO, "bias", bias)).single().toFloats())
          .containsExactly(12, 24);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "list, 2, '0,1,2'",
    "list_named, 2, 'once,twice,thrice'",
    "dict, 2, 'once,twice,größe'",
    "dict_int, 2, '7,-1'",
    "named_tuple, 2, '0,1'",
    "nested, 2, '0.a,0.b,1.0,1.1,2.0,2.1.c'",
    "nested_named, 2, 'p,q,r,s,t,u'"
  })
  void outputsOfEveryKindAreNamed(String name, int size, String names) {
    Map<String, Tensor> outputs = run(name, ONE_TWO).asMap();

    assertThat(outputs.keySet()).containsExactly(names.split(",", -1));
    int factor = 1;
    for (Tensor each : outputs.values()) {
      assertThat(each.shape()).isEqualTo(Shape.of(size));
      assertThat(each.toFloats()).containsExactly(factor, 2 * factor);
      factor++;
    }
  }

  @Test
  void somethingThatIsNoTensorIsRefused() {
    assertThatThrownBy(() -> run("not_tensors", ONE_TWO))
        .isInstanceOf(RunFailedException.class)
        .hasMessageContaining("output '3'")
        .hasMessageContaining("String");
  }

  @ParameterizedTest
  @ValueSource(strings = {"transposed", "transposed.ptl"})
  void stridesAreUndone(String name) {
    Tensor y = run(name, Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3)).single();

    assertThat(y.shape()).isEqualTo(Shape.of(3, 2));
    assertThat(y.toFloats()).containsExactly(1, 4, 2, 5, 3, 6);
  }

  @Test
  void repetitionsByStrideZeroAreWrittenOut() {
    assertThat(run("expanded", ONE_TWO).single().toFloats()).containsExactly(1, 2, 1, 2, 1, 2);
  }

  @Test
  void aViewThatIsNegatedIsResolved() {
    assertThat(run("negative_view", ONE_TWO).single().toFloats()).containsExactly(-1, -2);
  }

  @Test
  void aSparseResultIsMadeDense() {
    assertThat(run("sparse_output", Tensor.of(new float[] {0, 3, 0}, 3)).single().toFloats())
        .containsExactly(0, 3, 0);
  }

  @Test
  void aQuantisedResultIsGivenAsTheRealNumbers() {
    assertThat(run("quantized_output", ONE_TWO).single().toFloats()).containsExactly(1, 2);
  }

  @Test
  void aComplexResultIsRefused() {
    assertThatThrownBy(() -> run("complex_output", ONE_TWO))
        .isInstanceOf(RunFailedException.class)
        .hasMessageContaining("ComplexFloat");
  }

  @Test
  void outputsShareNoMemoryWithInputsOrTheModel() {
    Tensor x = Tensor.of(new float[] {1, 2}, 2);
    try (Model model = Models.load("passthrough")) {
      Outputs first = model.run(x);
      first.get("same").asFloats().put(0, 99);
      first.get("constant").asFloats().put(0, 99);

      assertThat(x.toFloats()).containsExactly(1, 2);
      assertThat(model.run(x).get("constant").toFloats()).containsExactly(3, 4);
    }
  }

  @Test
  void aModelThatWritesToItsInputGetsACopy() {
    Tensor x = Tensor.of(new float[] {1, 2}, 2);
    try (Model model = Models.load("in_place")) {
      for (int i = 0; i < 4; i++) {
        assertThat(model.run(x).single().toFloats()).containsExactly(2, 3);
      }
      assertThat(x.toFloats()).containsExactly(1, 2);
      assertThat(model.placement().notes()).anyMatch(note -> note.contains("inputs are copied"));
    }
  }

  @Test
  void subnormalsAreKeptOnAllOfPyTorchsThreads() {
    float[] least = new float[1 << 20];
    Arrays.fill(least, Float.MIN_VALUE);

    assertThat(run("list", Tensor.of(least, least.length)).get("1").toFloats())
        .containsOnly(2 * Float.MIN_VALUE);
  }

  @Test
  void aClipModelGivesWhatItGivesInPython() {
    try (Model model = Models.load("clip")) {
      Outputs outputs =
          model.run(
              Map.of("frames", Models.array("clip_frames"), "hand", Models.array("clip_hand")));

      assertThatTensor(outputs.get("coarse")).isCloseTo(Models.array("clip_coarse"), 1e-5, 0);
      assertThatTensor(outputs.get("fine")).isCloseTo(Models.array("clip_fine"), 1e-5, 0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"static_quantized", "static_quantized.ptl"})
  void aQuantisedModelGivesWhatItGivesInPython(String name) {
    assertThatTensor(run(name, Models.array("static_quantized_input")).single())
        .isIdenticalTo(Models.array("static_quantized_expected"));
  }

  @Test
  void aWrongDtypeThatNobodyDeclaredIsRefusedInTheRuntimesWords() {
    assertThatThrownBy(() -> run("mlp_bare", Tensor.allocate(DType.INT64, 1, 4)))
        .isInstanceOf(RunFailedException.class)
        .hasMessageContaining("dtype")
        .hasMessageNotContaining("Traceback")
        .hasMessageNotContaining("Exception raised from");
  }

  @Test
  void aWrongShapeThatNobodyDeclaredIsRefusedInTheRuntimesWords() {
    assertThatThrownBy(() -> run("mlp_bare", Tensor.allocate(DType.FLOAT32, 1, 5)))
        .isInstanceOf(RunFailedException.class)
        .hasMessageContaining("mat1 and mat2 shapes cannot be multiplied (1x5 and 4x8)")
        .hasMessageNotContaining("Traceback");
  }

  @Test
  void whatTheModelRaisesIsSaidOnceAndTheModelStaysUsable() {
    try (Model model = Models.load("throws")) {
      assertThatThrownBy(() -> model.run(Tensor.of(new float[] {-1}, 1)))
          .isInstanceOf(RunFailedException.class)
          .hasMessageContaining("the sum of x is negative")
          .hasMessageNotContaining("Traceback");
      assertThat(model.run(Tensor.of(new float[] {1}, 1)).single().toFloats()).containsExactly(1);
    }
  }

  @Test
  void aRunWithoutMemoryIsAnErrorAndTheModelStaysUsable() {
    try (Model model = Models.load("big")) {
      assertThatThrownBy(() -> model.run(Tensor.of(new long[] {1L << 50})))
          .isInstanceOf(RunFailedException.class);
      assertThat(model.run(Tensor.of(new long[] {3})).single().toFloats()).containsOnly(0);
    }
  }

  @Test
  void aResultOfMoreThanATensorHoldsIsAnError() {
    assertThatThrownBy(() -> run("big", Tensor.of(new long[] {600_000_000L})))
        .isInstanceOf(RunFailedException.class)
        .hasMessageContaining("2^31-1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          lying_dtype | output 'y' is declared float32[n] in infer4j.properties, the model gave int64
          lying_count | not the outputs [z]
          """)
  void anExtraFileThatIsWrongIsNoticed(String name, String message) {
    assertThatThrownBy(() -> run(name, Tensor.of(new float[] {1}, 1)))
        .isInstanceOf(RunFailedException.class)
        .hasMessageContaining(message);
  }
}
