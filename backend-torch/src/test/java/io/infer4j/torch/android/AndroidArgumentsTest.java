package io.infer4j.torch.android;

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
import io.infer4j.Tensor;
import io.infer4j.TensorSpec;
import io.infer4j.torch.InputModels;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code ArgumentsTest} through the Android binding: the same names, the same results. */
class AndroidArgumentsTest {
  private static float[] run(Model model, Map<String, Tensor> inputs) {
    return model.run(inputs).single().toFloats();
  }

  @Test
  void numbersAndTextsAreScalarsThatABindingReadsInEachRun() {
    Map<String, Tensor> inputs =
        inputs(
            "x",
            3,
            "times",
            scalar(5),
            "plus",
            scalar(0.5),
            "negate",
            scalar(true),
            "how",
            scalar("plain"));
    try (Model model = InputModels.loadLite("scalars", "");
        IoBinding binding = model.bindTo(inputs)) {
      binding.run();
      assertThat(binding.output("output").toFloats()).containsExactly(-15.5f);
      inputs.get("times").asLongs().put(0, 2);
      inputs.get("how").asStrings().set(0, "");
      binding.run();

      assertThat(binding.output("output").toFloats()).containsExactly(-6.5f);
    }
  }

  @Test
  void listsOfNumbersAreVectors() {
    Tensor bools = Tensor.allocate(DType.BOOL, 3);
    bools.asBytes().put(1, (byte) 1);
    try (Model model = InputModels.loadLite("scalar_lists", "")) {
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
  void aTuplesPartsAreNamedByTheirPlace() {
    try (Model model = InputModels.loadLite("tuple", "")) {
      assertThat(run(model, inputs("x", 10, "state.0", 5, "state.1", 2))).containsExactly(13);
    }
  }

  @Test
  void anOptionNamesWhatIsInAList() {
    try (Model model = InputModels.loadLite("list", "images.0,images.1")) {
      assertThat(model.run(inputs("images.0", 1, "images.1", vector(2, 3))).asMap().toString())
          .isEqualTo("{0=float32[1] {2.0}, 1=float32[2] {4.0, 6.0}}");
    }
  }

  @Test
  void theExtraFileNamesWhatIsInAList() {
    try (Model model = InputModels.loadLite("list_extra", "")) {
      assertThat(model.inputs())
          .extracting(TensorSpec::name)
          .containsExactly("images.0", "images.1");
    }
  }

  @Test
  void anOptionNamesTheKeysOfADict() {
    try (Model model = InputModels.loadLite("dict", "features.a,features.");
        Model byNumber = InputModels.loadLite("dict_int", "features.7,features.-1")) {
      assertThat(run(model, inputs("features.a", 5, "features.", 2))).containsExactly(3);
      assertThat(run(byNumber, inputs("features.7", 5, "features.-1", 2))).containsExactly(3);
    }
  }

  @Test
  void aTupleThatMayBeNoneIsGivenWholeOrNotAtAll() {
    try (Model model = InputModels.loadLite("optional", "")) {
      assertThat(run(model, inputs("x", 10))).containsExactly(10);
      assertThat(run(model, inputs("x", 10, "state.0", 5, "state.1", 2))).containsExactly(13);
      assertThatThrownBy(() -> model.run(inputs("x", 10, "state.1", 2)))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("'state.0'");
    }
  }

  @Test
  void aProgramThatWritesToWhatIsInAListLeavesTheInputAsItIs() {
    Tensor image = vector(1);
    try (Model model = InputModels.loadLite("list_written", "");
        IoBinding binding = model.bindTo(inputs("images.0", image))) {
      binding.run();
      binding.run();

      assertThat(binding.output("output").toFloats()).containsExactly(2);
      assertThat(image.toFloats()).containsExactly(1);
    }
  }

  @Test
  void anOutputMayHaveAnEmptyKey() {
    try (Model model = InputModels.loadLite("empty_key", "")) {
      assertThat(model.run(vector(1)).get("").toFloats()).containsExactly(1);
    }
  }

  @Test
  void whatNoTensorCanStandForIsRefused() {
    assertThatThrownBy(() -> InputModels.loadLite("device", "").close())
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("'device: Device'");
  }
}
