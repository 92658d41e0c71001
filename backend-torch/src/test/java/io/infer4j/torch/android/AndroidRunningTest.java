package io.infer4j.torch.android;

import static io.infer4j.testkit.TensorAssert.assertThatTensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.infer4j.InvalidInputException;
import io.infer4j.IoBinding;
import io.infer4j.Model;
import io.infer4j.Outputs;
import io.infer4j.RunFailedException;
import io.infer4j.Shape;
import io.infer4j.Tensor;
import io.infer4j.torch.LiteModels;
import io.infer4j.torch.Models;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Inputs by name and outputs of all structures, through the Android binding. */
class AndroidRunningTest {
  private final Tensor x = Tensor.of(new float[] {1, -2}, 2);

  @ParameterizedTest
  @CsvSource({
    "mlp, mlp_input, mlp_expected, 1e-6",
    "mlp.opt, mlp_input, mlp_expected, 1e-6",
    "mlp_bare, mlp_input, mlp_expected, 1e-6",
    "dynamic_quantized, mlp_input, dynamic_quantized_expected, 1e-6",
    "static_quantized, static_quantized_input, static_quantized_expected, 0"
  })
  void givesWhatPythonGave(String name, String input, String output, double tolerance) {
    Tensor all = Models.array(input);
    Tensor expected = Models.array(output);
    try (Model model = LiteModels.load(name)) {
      for (int row = 0; row < all.shape().dim(0); row++) {
        assertThatTensor(model.run(all.slice(row, row + 1)).single())
            .isCloseTo(expected.slice(row, row + 1), tolerance, tolerance);
      }
    }
  }

  @Test
  void runsAVideoClipModelOfTwoInputsAndTwoHeads() {
    try (Model model = LiteModels.load("clip")) {
      Outputs outputs =
          model.run(
              Map.of(
                  "frames", Models.array("clip_frames"),
                  "hand", Models.array("clip_hand")));

      assertThatTensor(outputs.get("coarse")).isCloseTo(Models.array("clip_coarse"), 1e-5, 1e-5);
      assertThatTensor(outputs.get("fine")).isCloseTo(Models.array("clip_fine"), 1e-5, 1e-5);
    }
  }

  @Test
  void aTypeThatItLacksIsRefusedByName() {
    try (Model model = LiteModels.load("mlp_bare")) {
      Tensor shorts = Tensor.of(new short[4], 1, 4);

      assertThatThrownBy(() -> model.run(shorts))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("'x'")
          .hasMessageContaining("PyTorch for Android has [")
          .hasMessageContaining("int16");
    }
  }

  @Test
  void stringsAreRefused() {
    try (Model model = LiteModels.load("mlp_bare")) {
      Tensor strings = Tensor.of(new String[] {"a"}, 1);

      assertThatThrownBy(() -> model.run(strings)).isInstanceOf(InvalidInputException.class);
    }
  }

  @Test
  void namesAreTakenAsTheyAre() {
    try (Model model = LiteModels.load("names")) {
      Outputs outputs =
          model.run(
              Map.of(
                  "in put", Tensor.of(new float[] {1}, 1),
                  "größe/0:1", Tensor.of(new float[] {10}, 1),
                  "日本", Tensor.of(new float[] {100}, 1),
                  "a=b", Tensor.of(new float[] {1000}, 1)));

      assertThat(outputs.get("out 1").toFloats()).containsExactly(11);
      assertThat(outputs.get("sum,two").toFloats()).containsExactly(1100);
      assertThat(outputs.get("😀").toFloats()).containsExactly(1111);
    }
  }

  @Test
  void anOptionalInputMayBeLeftOut() {
    try (Model model = LiteModels.load("defaults")) {
      assertThat(model.run(x).single().toFloats()).containsExactly(2, -4);
      assertThat(
              model
                  .run(Map.of("x", x, "bias", Tensor.of(new float[] {1, 1}, 2)))
                  .single()
                  .toFloats())
          .containsExactly(3, -3);
    }
  }

  @Test
  void aListIsNamedByIndexOrByTheExtraFile() {
    try (Model bare = LiteModels.load("list");
        Model named = LiteModels.load("list_named")) {
      assertThat(bare.run(x).asMap()).containsOnlyKeys("0", "1", "2");
      assertThat(named.run(x).get("thrice").toFloats()).containsExactly(3, -6);
    }
  }

  @Test
  void aDictIsNamedByItsKeys() {
    try (Model strings = LiteModels.load("dict");
        Model numbers = LiteModels.load("dict_int")) {
      assertThat(strings.run(x).get("größe").toFloats()).containsExactly(3, -6);
      assertThat(numbers.run(x).asMap()).containsOnlyKeys("7", "-1");
      assertThat(numbers.run(x).get("-1").toFloats()).containsExactly(2, -4);
    }
  }

  @Test
  void nestedStructuresAreNamedByTheWayToThem() {
    try (Model model = LiteModels.load("nested")) {
      Outputs outputs = model.run(x);

      assertThat(outputs.asMap()).containsOnlyKeys("0.a", "0.b", "1.0", "1.1", "2.0", "2.1.c");
      assertThat(outputs.get("0.b").toFloats()).containsExactly(2, -4);
      assertThat(outputs.get("2.1.c").toFloats()).containsExactly(6, -12);
    }
  }

  @Test
  void aDictWhoseOrderIsLostIsNotNamedByOrder() {
    try (Model model = LiteModels.load("nested_named")) {
      assertThatThrownBy(() -> model.run(x))
          .isInstanceOf(RunFailedException.class)
          .hasMessageContaining("a dict with an entry '0.a'")
          .hasMessageContaining("by their own names, not as [p, q, r, s, t, u]");
    }
  }

  @Test
  void aNamedTupleIsATuple() {
    try (Model model = LiteModels.load("named_tuple")) {
      assertThat(model.run(x).get("1").toFloats()).containsExactly(2, -4);
    }
  }

  @Test
  void textAmongTheResultsIsRefused() {
    try (Model model = LiteModels.load("not_tensors")) {
      assertThatThrownBy(() -> model.run(x))
          .isInstanceOf(RunFailedException.class)
          .hasMessageContaining("output '3': expected a tensor, a number or a tuple")
          .hasMessageEndingWith("the model gave String");
    }
  }

  @Test
  void otherMethodsRunToo() {
    try (Model model = LiteModels.load("methods", LiteModels.option("method", "scale"))) {
      Outputs outputs = model.run(Map.of("x", x, "by", Tensor.of(new float[] {10}, 1)));

      assertThat(outputs.get("scaled").toFloats()).containsExactly(10, -20);
    }
  }

  @Test
  void aTransposedOutputIsGivenInItsOwnOrder() {
    try (Model model = LiteModels.load("transposed")) {
      Tensor y = model.run(Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3)).single();

      assertThat(y.shape()).isEqualTo(Shape.of(3, 2));
      assertThat(y.toFloats()).containsExactly(1, 4, 2, 5, 3, 6);
    }
  }

  @Test
  void anInputIsNotWrittenTo() {
    try (Model model = LiteModels.load("in_place")) {
      Tensor given = Tensor.of(new float[] {1, -2}, 2);

      assertThat(model.run(given).single().toFloats()).containsExactly(2, -1);
      assertThat(given.toFloats()).containsExactly(1, -2);
      assertThat(model.placement().notes())
          .containsExactly(
              "inputs are copied for each run, as the model may write to them or keep them");
    }
  }

  @Test
  void aBindingReadsItsInputsAnewWhereTheyAreCopied() {
    try (Model model = LiteModels.load("in_place");
        IoBinding io = model.bindTo(Map.of("x", Tensor.of(new float[] {1, 2}, 2)))) {
      io.run();
      io.input("x").asFloats().put(0, 41);
      io.run();

      assertThat(io.output("output").toFloats()).containsExactly(42, 3);
    }
  }

  @Test
  void outputsShareNoMemoryWithInputsWeightsOrEachOther() {
    try (Model model = LiteModels.load("passthrough")) {
      Outputs first = model.run(x);
      first.get("same").asFloats().put(0, 99);
      first.get("constant").asFloats().put(0, 99);

      assertThat(x.toFloats()).containsExactly(1, -2);
      assertThat(model.run(x).get("constant").toFloats()).containsExactly(3, 4);
    }
  }

  @Test
  void stateLastsFromRunToRun() {
    try (Model model = LiteModels.load("stateful")) {
      Tensor one = Tensor.of(new float[] {1}, 1);
      model.run(one);
      model.run(one);

      assertThat(model.run(one).single().toFloats()).containsExactly(3);
    }
  }

  @Test
  void stateThatBindingsShareIsNoted() {
    try (Model model = LiteModels.load("stateful")) {
      assertThat(model.placement().warnings())
          .anyMatch(note -> note.contains("all runs and bindings of a model share that"));
    }
  }

  @Test
  void aProgramThatChangesNothingHasNoNoteOnState() {
    try (Model model = LiteModels.load("mlp")) {
      assertThat(model.placement().notes()).isEmpty();
    }
  }

  @Test
  void whatTheModelRaisesIsSaidOnceAndWithoutTraces() {
    try (Model model = LiteModels.load("throws")) {
      assertThatThrownBy(() -> model.run(x))
          .isInstanceOf(RunFailedException.class)
          .hasMessage("PyTorch failed: the sum of x is negative");
      assertThat(model.run(Tensor.of(new float[] {1}, 1)).single().toFloats()).containsExactly(1);
    }
  }

  @Test
  void aRunThatFailsLeavesTheModelUsable() {
    try (Model model = LiteModels.load("failing")) {
      assertThatThrownBy(() -> model.run(Tensor.of(new long[] {9}, 1)))
          .isInstanceOf(RunFailedException.class)
          .hasMessageContaining("index 9 is out of bounds for dimension 0 with size 4")
          .hasMessageNotContaining("\n")
          .hasMessageNotContaining("frame #")
          .hasMessageNotContaining("Exception raised from")
          .hasMessageNotContaining("debug_handle");
      assertThat(model.run(Tensor.of(new long[] {-1}, 1)).single().toFloats()).containsExactly(40);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"complex_output", "quantized_output", "sparse_output"})
  void anOutputThatAndroidCannotPassIsAnErrorThatSaysSo(String name) {
    try (Model model = LiteModels.load(name)) {
      assertThatThrownBy(() -> model.run(x)).isInstanceOf(RunFailedException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"lying_dtype", "lying_count"})
  void anOutputThatIsNotAsDeclaredIsAnError(String name) {
    try (Model model = LiteModels.load(name)) {
      assertThatThrownBy(() -> model.run(x))
          .isInstanceOf(RunFailedException.class)
          .hasMessageContaining("infer4j.properties");
    }
  }
}
