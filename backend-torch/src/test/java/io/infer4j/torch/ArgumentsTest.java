package io.infer4j.torch;

import static io.infer4j.torch.InputModels.inputs;
import static io.infer4j.torch.InputModels.scalar;
import static io.infer4j.torch.InputModels.vector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.infer4j.DType;
import io.infer4j.InvalidInputException;
import io.infer4j.IoBinding;
import io.infer4j.Model;
import io.infer4j.ModelLoadException;
import io.infer4j.RunFailedException;
import io.infer4j.Tensor;
import io.infer4j.TensorSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Arguments that are no tensors: numbers, texts, tuples, lists, dicts, and what may be None. */
class ArgumentsTest {
  private static List<String> texts(Model model) {
    return model.inputs().stream().map(TensorSpec::toString).toList();
  }

  private static float[] run(Model model, Map<String, Tensor> inputs) {
    return model.run(inputs).single().toFloats();
  }

  private static Map<String, Tensor> scalars(String how) {
    return inputs(
        "x",
        3,
        "times",
        scalar(5),
        "plus",
        scalar(0.5),
        "negate",
        scalar(true),
        "how",
        scalar(how));
  }

  @Test
  void numbersAndTextsAreScalars() {
    try (Model model = InputModels.load("scalars")) {
      assertThat(texts(model))
          .containsExactly(
              "x unknown until run",
              "times int64[]",
              "plus float64[]",
              "negate bool[]",
              "how string[]");
      assertThat(run(model, scalars("plain"))).containsExactly(-15.5f);
    }
  }

  @Test
  void oneNumberIsEnoughToNeedItsName() {
    try (Model model = Models.load("required_int")) {
      assertThat(texts(model)).containsExactly("x unknown until run", "times int64[]");
      assertThat(run(model, inputs("x", 3, "times", scalar(5)))).containsExactly(15);
    }
  }

  @Test
  void textsAreUtf8AndMayBeEmpty() {
    try (Model model = InputModels.load("scalars")) {
      assertThat(run(model, scalars("größe"))).containsExactly(-115.5f);
      assertThat(run(model, scalars(""))).containsExactly(-15.5f);
      assertThatThrownBy(() -> model.run(scalars("日本")))
          .isInstanceOf(RunFailedException.class)
          .hasMessageContaining("ValueError: how is 日本");
    }
  }

  @Test
  void aNumberOfAnotherDtypeIsRefused() {
    Map<String, Tensor> inputs = scalars("");
    inputs.put("plus", Tensor.of(new float[] {1}, new long[0]));
    try (Model model = InputModels.load("scalars")) {
      assertThatThrownBy(() -> model.run(inputs))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("'plus'")
          .hasMessageContaining("float64[]");
    }
  }

  @Test
  void aBindingReadsNumbersAndTextsInEachRun() {
    Map<String, Tensor> inputs = scalars("");
    try (Model model = InputModels.load("scalars");
        IoBinding binding = model.bindTo(inputs)) {
      binding.run();
      inputs.get("times").asLongs().put(0, 2);
      inputs.get("negate").asBytes().put(0, (byte) 0);
      inputs.get("how").asStrings().set(0, "größe");
      binding.run();

      assertThat(binding.output("output").toFloats()).containsExactly(106.5f);
    }
  }

  @Test
  void listsOfNumbersAreVectors() {
    Tensor bools = Tensor.allocate(DType.BOOL, 3);
    bools.asBytes().put(1, (byte) 1);
    try (Model model = InputModels.load("scalar_lists")) {
      assertThat(texts(model))
          .containsExactly(
              "ints int64[?]", "floats float64[?]", "bools bool[?]", "texts string[?]");
      assertThat(
              model
                  .run(
                      inputs(
                          "ints", Tensor.of(new long[] {1, 2, 3}, 3),
                          "floats", Tensor.of(new double[] {0.5, 0.25}, 2),
                          "bools", bools,
                          "texts", Tensor.of(new String[] {"ab", "", "c"}, 3)))
                  .asMap()
                  .values())
          .extracting(each -> each.toFloats()[0])
          .containsExactly(6f, 0.75f, 1f, 3f);
    }
  }

  @Test
  void anEmptyVectorIsAnEmptyList() {
    try (Model model = InputModels.load("scalar_lists")) {
      assertThat(
              model
                  .run(
                      inputs(
                          "ints", Tensor.of(new long[0], 0),
                          "floats", Tensor.of(new double[0], 0),
                          "bools", Tensor.allocate(DType.BOOL, 0),
                          "texts", Tensor.of(new String[0], 0)))
                  .asMap()
                  .values())
          .extracting(each -> each.toFloats()[0])
          .containsExactly(0f, 0f, 0f, 0f);
    }
  }

  @Test
  void aTuplesPartsAreNamedByTheirPlace() {
    try (Model model = InputModels.load("tuple")) {
      assertThat(model.inputs())
          .extracting(TensorSpec::name)
          .containsExactly("x", "state.0", "state.1");
      assertThat(run(model, inputs("x", 10, "state.0", 5, "state.1", 2))).containsExactly(13);
    }
  }

  @Test
  void theExtraFileNamesATuplesParts() {
    try (Model model = InputModels.load("tuple_extra")) {
      assertThat(texts(model)).containsExactly("x float32[2]", "h float32[2]", "c float32[2]");
      assertThat(run(model, inputs("x", vector(1, 2), "h", vector(10, 20), "c", vector(100, 200))))
          .containsExactly(-89, -178);
    }
  }

  @Test
  void aNamedTupleIsATuple() {
    try (Model model = InputModels.load("pair")) {
      assertThat(run(model, inputs("pair.0", 5, "pair.1", 2))).containsExactly(3);
    }
  }

  @Test
  void anOptionNamesWhatIsInAList() {
    try (Model model = InputModels.load("list", "images.0,images.1,images.2")) {
      assertThat(
              model
                  .run(inputs("images.0", 1, "images.1", vector(2, 3), "images.2", 4))
                  .asMap()
                  .toString())
          .isEqualTo("{0=float32[1] {2.0}, 1=float32[2] {4.0, 6.0}, 2=float32[1] {8.0}}");
    }
  }

  @Test
  void theExtraFileNamesWhatIsInAList() {
    try (Model model = InputModels.load("list_extra")) {
      assertThat(texts(model)).containsExactly("images.0 float32[2]", "images.1 unknown until run");
      assertThat(model.run(inputs("images.0", vector(1, 2), "images.1", 3)).asMap()).hasSize(2);
    }
  }

  @Test
  void theOptionWinsOverTheExtraFile() {
    try (Model model = InputModels.load("list_extra", "images.0")) {
      assertThat(texts(model)).containsExactly("images.0 float32[2]");
    }
  }

  @Test
  void aListOfWhichNothingIsToldHasOnePartAndThePlacementSaysSo() {
    try (Model model = InputModels.load("list")) {
      assertThat(model.inputs()).extracting(TensorSpec::name).containsExactly("images.0");
      assertThat(model.placement().toString())
          .contains("'images: List[Tensor]', which is given one")
          .contains("pytorch.inputs, as in images.0,images.1");
      assertThat(run(model, inputs("images.0", 4))).containsExactly(8);
    }
  }

  @Test
  void anEmptyOptionMakesListsEmpty() {
    try (Model model = InputModels.load("list", "")) {
      assertThat(model.run(Map.of()).asMap()).isEmpty();
    }
  }

  @Test
  void anOptionNamesTheKeysOfADictTheEmptyOneToo() {
    try (Model model = InputModels.load("dict", "features.a,features.")) {
      assertThat(run(model, inputs("features.a", 5, "features.", 2))).containsExactly(3);
    }
  }

  @Test
  void aKeyMayHoldDotsAndAnyLetters() {
    try (Model model = InputModels.load("dict_open", "features.a.b,features.größe")) {
      assertThat(run(model, inputs("features.a.b", 5, "features.größe", 2))).containsExactly(7);
    }
  }

  @Test
  void keysThatAreIntegersAreWrittenSo() {
    try (Model model = InputModels.load("dict_int", "features.7,features.-1")) {
      assertThat(run(model, inputs("features.7", 5, "features.-1", 2))).containsExactly(3);
    }
  }

  @Test
  void partsOfPartsAreNamedByTheWayToThem() {
    try (Model model =
        InputModels.load("deep", "inputs.0.image,inputs.1.0.0,inputs.1.0.1,inputs.1.1.0")) {
      assertThat(texts(model))
          .containsExactly(
              "inputs.0.image unknown until run",
              "inputs.1.0.0 unknown until run",
              "inputs.1.0.1 int64[]",
              "inputs.1.1.0 unknown until run",
              "inputs.1.1.1 int64[]");
      assertThat(
              run(
                  model,
                  inputs(
                      "inputs.0.image",
                      1,
                      "inputs.1.0.0",
                      10,
                      "inputs.1.0.1",
                      scalar(2),
                      "inputs.1.1.0",
                      100,
                      "inputs.1.1.1",
                      scalar(3))))
          .containsExactly(321);
    }
  }

  @Test
  void aTupleThatMayBeNoneIsGivenWholeOrNotAtAll() {
    try (Model model = InputModels.load("optional")) {
      assertThat(model.inputs())
          .extracting(TensorSpec::isOptional)
          .containsExactly(false, true, true);
      assertThat(run(model, inputs("x", 10))).containsExactly(10);
      assertThat(run(model, inputs("x", 10, "state.0", 5, "state.1", 2))).containsExactly(13);
      assertThatThrownBy(() -> model.run(inputs("x", 10, "state.1", 2)))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("'state.0'");
    }
  }

  @Test
  void whatMayBeNoneInAListMayBeLeftOut() {
    try (Model model = InputModels.load("optionals", "parts.0,parts.1,parts.2")) {
      assertThat(run(model, inputs("parts.0", 1, "parts.2", 4))).containsExactly(5);
      assertThat(run(model, inputs("parts.1", 2, "bias", scalar(30)))).containsExactly(32);
    }
  }

  @Test
  void aProgramThatChangesItsListGetsANewOneInEachRun() {
    try (Model model = InputModels.load("list_changed");
        IoBinding binding = model.bindTo(inputs("images.0", 1))) {
      binding.run();
      binding.run();

      assertThat(binding.output("output").toFloats()).containsExactly(2);
    }
  }

  @Test
  void aProgramThatWritesToWhatIsInAListLeavesTheInputAsItIs() {
    Tensor image = vector(1);
    try (Model model = InputModels.load("list_written");
        IoBinding binding = model.bindTo(inputs("images.0", image))) {
      binding.run();
      binding.run();

      assertThat(binding.output("output").toFloats()).containsExactly(2);
      assertThat(image.toFloats()).containsExactly(1);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          list     | images.1       | [images: List[Tensor]], got [images.1]
          list     | imagse.0       | got [imagse.0]
          dict_int | features.seven | [features: Dict[int, Tensor]], got [features.seven]
          tuple    | state.2        | got [state.2]
          """)
  void anOptionThatNamesNothingIsRefused(String name, String option, String message) {
    assertThatThrownBy(() -> InputModels.load(name, option).close())
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("option pytorch.inputs")
        .hasMessageContaining(message);
  }

  @Test
  void whatNoTensorCanStandForIsRefused() {
    assertThatThrownBy(() -> InputModels.load("device").close())
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("'device: Device'")
        .hasMessageContaining("default");
  }

  @Test
  void anOutputMayHaveAnEmptyKey() {
    try (Model model = InputModels.load("empty_key")) {
      assertThat(model.run(vector(1)).asMap().toString())
          .isEqualTo("{=float32[1] {1.0}, b=float32[1] {2.0}}");
    }
  }
}
