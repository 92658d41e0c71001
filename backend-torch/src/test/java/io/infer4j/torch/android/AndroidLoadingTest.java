package io.infer4j.torch.android;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.infer4j.DType;
import io.infer4j.Model;
import io.infer4j.ModelLoadException;
import io.infer4j.ModelSource;
import io.infer4j.Tensor;
import io.infer4j.TensorSpec;
import io.infer4j.torch.LiteModels;
import io.infer4j.torch.Models;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the Android binding loads and refuses, and what it says of a model before a run. */
class AndroidLoadingTest {
  private static Set<Path> temporaryFiles() throws IOException {
    try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return Set.copyOf(
          all.filter(file -> String.valueOf(file.getFileName()).startsWith("infer4j-")).toList());
    }
  }

  @Test
  void specsComeFromTheExtraFile() {
    try (Model model = LiteModels.load("mlp")) {
      assertThat(model.inputs()).hasToString("[x float32[1, 4]]");
      assertThat(model.outputs()).hasToString("[y float32[1, 3]]");
      assertThat(model.metadata()).containsKeys("author", "labels");
    }
  }

  @Test
  void withoutAnExtraFileTheBytecodeTellsTheInputs() {
    try (Model model = LiteModels.load("defaults")) {
      assertThat(model.inputs())
          .extracting(TensorSpec::name)
          .containsExactly("x", "bias", "times", "negate");
      assertThat(model.inputs())
          .extracting(TensorSpec::isOptional)
          .containsExactly(false, true, true, true);
      assertThat(model.input("x").dtype()).isNull();
    }
  }

  @Test
  void bytesAreLoadedThroughAFileThatIsGoneAfterwards() throws Exception {
    Set<Path> before = temporaryFiles();
    ModelSource source = ModelSource.of(Models.bytes("mlp.ptl"));
    try (Model model = Model.load(source, LiteModels.options())) {
      assertThat(temporaryFiles()).isEqualTo(before);
      assertThat(model.run(Tensor.allocate(DType.FLOAT32, 1, 4)).single().elements()).isEqualTo(3);
    }
  }

  @Test
  void ofBytesThatAreRefusedNoFileIsLeft() throws Exception {
    Set<Path> before = temporaryFiles();
    ModelSource source = ModelSource.of(Models.bytes("mlp.pt"));

    assertThatThrownBy(() -> Model.load(source, LiteModels.options()))
        .isInstanceOf(ModelLoadException.class);
    assertThat(temporaryFiles()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mlp.pt", "mlp_no_code.pt"})
  void aFileForTheFullInterpreterIsRefusedWithHowToExportIt(String file) {
    assertThatThrownBy(() -> Model.load(Models.path(file), LiteModels.options()))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("PyTorch for Android runs the lite interpreter only, and ")
        .hasMessageContaining(file + " has no bytecode.pkl, which that needs; export it with")
        .hasMessageEndingWith("_save_for_lite_interpreter(\"model.ptl\")");
  }

  @Test
  void aFlatbufferIsRefusedWithHowToExportIt() {
    assertThatThrownBy(() -> Model.load(Models.path("mlp.flatbuffer.ptl"), LiteModels.options()))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("reads no flatbuffers")
        .hasMessageEndingWith("without _use_flatbuffer");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.2, 0.5, 0.9, 0.999})
  void aFileCutShortIsRefused(double part, @TempDir Path folder) throws Exception {
    byte[] whole = Models.bytes("mlp.ptl");
    Path cut = folder.resolve("cut.ptl");
    Files.write(cut, Arrays.copyOf(whole, (int) (whole.length * part)));

    assertThatThrownBy(() -> Model.load(cut, LiteModels.options()))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("is damaged");
  }

  @Test
  void bytecodeThatMakesNoSenseIsRefusedBeforeTheRuntimeSeesIt(@TempDir Path folder)
      throws Exception {
    byte[] whole = Models.bytes("mlp.ptl");
    int at = new String(whole, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("operators");
    whole[at] = 'X';
    Path changed = folder.resolve("changed.ptl");
    Files.write(changed, whole);

    assertThatThrownBy(() -> Model.load(changed, LiteModels.options()))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("bytecode.pkl in ")
        .hasMessageContaining("no operators");
  }

  @Test
  void anotherMethodIsSelectedByOption() {
    try (Model model = LiteModels.load("methods", LiteModels.option("method", "features"))) {
      assertThat(model.outputs()).hasToString("[sum float32[], twice float32[2]]");
    }
  }

  @Test
  void anUnknownMethodIsRefusedWithThoseThereAre() {
    assertThatThrownBy(() -> LiteModels.load("methods", LiteModels.option("method", "nothing")))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageEndingWith(
            "methods.ptl has no method 'nothing'; it has [forward, features, scale]");
  }

  @Test
  void aModuleWithoutForwardIsRefusedUnlessAMethodIsNamed() {
    assertThatThrownBy(() -> LiteModels.load("no_forward"))
        .hasMessageEndingWith("has no method 'forward'; it has [features]");
    LiteModels.load("no_forward", LiteModels.option("method", "features")).close();
  }

  @Test
  void anArgumentThatIsANumberIsAnInput() {
    try (Model model = LiteModels.load("required_int")) {
      assertThat(model.inputs()).extracting(TensorSpec::toString).contains("times int64[]");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"float16", "bfloat16", "bool", "int16"})
  void aTypeThatAndroidLacksIsRefusedWhereItIsDeclared(String type) {
    assertThatThrownBy(() -> LiteModels.load("identity_" + type))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("declares 'x' as " + type + "; this binding of PyTorch has ");
  }

  @Test
  void qnnpackIsTheOnlyEngineOfQuantisedOperators() {
    LiteModels.load("mlp", LiteModels.option("qengine", "qnnpack")).close();
    assertThatThrownBy(() -> LiteModels.load("mlp", LiteModels.option("qengine", "x86")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("option pytorch.qengine: PyTorch for Android has qnnpack, got 'x86'");
  }
}
