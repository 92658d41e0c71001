package io.infer4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.infer4j.spi.InferenceEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InferenceEnginesChoiceTest {
  private static final LoadOptions DEFAULTS = LoadOptions.defaults();
  private static final ModelSource ONNX = ModelSource.of(new byte[] {8, 9, 18, 1, 'p'});

  private final FakeEngine alpha = FakeEngine.named("alpha");
  private final FakeEngine beta = FakeEngine.named("beta");

  @AfterEach
  void clearTheProperty() {
    System.clearProperty("infer4j.engine");
  }

  private static String chosen(LoadOptions options, InferenceEngine... engines) {
    try (Model model = InferenceEngines.of(engines).load(FakeEngine.file(), options)) {
      return model.engine().name();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "080912, infer4j-backend-onnx, onnx",
    "000000004f52544d, infer4j-backend-onnx, ort",
    "0000000054464c33, infer4j-backend-tflite, tflite",
    "0000000050544d46, infer4j-backend-torch, torch-flatbuffer",
  })
  void withNoEngineTheMessageNamesTheArtifactForThatFile(
      String hex, String artifact, String format, @TempDir Path folder) throws IOException {
    byte[] bytes = new byte[hex.length() / 2];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16);
    }
    Path file = Files.write(folder.resolve("model"), bytes);
    assertThatThrownBy(() -> InferenceEngines.of().load(ModelSource.of(file), DEFAULTS))
        .isInstanceOf(EngineNotFoundException.class)
        .hasMessage(
            "no engine on the class path reads "
                + file
                + ", whose format is "
                + format
                + ": add io.infer4j:"
                + artifact
                + "; no engine is there");
  }

  @Test
  void whereNoEngineReadsTheFormatTheMessageListsThoseThatAreThere() {
    alpha.formats = Set.of(ModelFormat.TFLITE, FakeEngine.FORMAT);
    assertThatThrownBy(() -> InferenceEngines.of(alpha, beta).load(ONNX, DEFAULTS))
        .isInstanceOf(EngineNotFoundException.class)
        .hasMessage(
            "no engine on the class path reads 5 bytes, whose format is onnx: add"
                + " io.infer4j:infer4j-backend-onnx; there are alpha (fake, tflite), beta (fake)");
  }

  @Test
  void aFormatThatNobodyKnowsIsShownByItsFirstBytes() {
    assertThatThrownBy(
            () -> InferenceEngines.of().load(ModelSource.of(new byte[] {0, -1, 'a'}), DEFAULTS))
        .isInstanceOf(ModelLoadException.class)
        .hasMessage("3 bytes is not a model of a known format; it begins with 00 ff 61");
  }

  @Test
  void theOnlyEngineIsUsed() {
    assertThat(chosen(DEFAULTS, alpha)).isEqualTo("alpha");
  }

  @Test
  void theOnlyEngineIsUnavailableWithItsReason() {
    alpha.unavailable = () -> Optional.of("glibc is too old");
    assertThatThrownBy(() -> chosen(DEFAULTS, alpha))
        .isInstanceOf(EngineUnavailableException.class)
        .hasMessage("engine alpha cannot be used here: glibc is too old");
    assertThat(alpha.loads).hasValue(0);
  }

  @Test
  void ofManyTheFirstByNameIsUsedInWhateverOrderTheyCome() {
    FakeEngine gamma = FakeEngine.named("gamma");
    assertThat(chosen(DEFAULTS, gamma, alpha, beta)).isEqualTo("alpha");
    assertThat(chosen(DEFAULTS, beta, gamma, alpha)).isEqualTo("alpha");
    assertThat(chosen(DEFAULTS, gamma, beta)).isEqualTo("beta");
  }

  @Test
  void anEngineThatReadsOtherFormatsIsNoChoice() {
    alpha.formats = Set.of(ModelFormat.ONNX);
    assertThat(chosen(DEFAULTS, alpha, beta)).isEqualTo("beta");
  }

  @Test
  void anUnavailableEngineIsPassedOverWithANoteAndALogEntry() {
    alpha.unavailable = () -> Optional.of("no library for this machine");
    beta.placement = () -> new Placement(List.of(), List.of("cpu"), List.of("own note"));
    String log =
        Captured.log(
            () -> {
              Model model = InferenceEngines.of(alpha, beta).load(FakeEngine.file(), DEFAULTS);
              assertThat(model.engine()).isEqualTo(new Engine(beta));
              assertThat(model.placement().warnings())
                  .containsExactly(
                      "engine alpha was passed over: no library for this machine", "own note");
              model.close();
            });
    assertThat(log)
        .contains("engine alpha was passed over: no library for this machine")
        .contains("own note");
  }

  @Test
  void aNoteIsNotLogged() {
    alpha.placement =
        () -> new Placement(List.of(), List.of("cpu"), List.of(), List.of("as it should be"));
    String log =
        Captured.log(
            () -> {
              Model model = InferenceEngines.of(alpha).load(FakeEngine.file(), DEFAULTS);
              assertThat(model.placement().notes()).containsExactly("as it should be");
              model.close();
            });
    assertThat(log).isEmpty();
  }

  @Test
  void anEngineAfterTheChosenOneIsNotEvenAsked() {
    beta.unavailable =
        () -> {
          throw new AssertionError("asked");
        };
    assertThat(chosen(DEFAULTS, alpha, beta)).isEqualTo("alpha");
  }

  @Test
  void whereAllAreUnavailableEachHasItsReason() {
    alpha.unavailable = () -> Optional.of("a");
    beta.unavailable =
        () -> {
          throw new UnsatisfiedLinkError("b");
        };
    assertThatThrownBy(() -> chosen(DEFAULTS, alpha, beta))
        .isInstanceOf(EngineUnavailableException.class)
        .hasMessage(
            "engine alpha cannot be used here: a; engine beta cannot be used here:"
                + " java.lang.UnsatisfiedLinkError: b");
  }

  @Test
  void anEngineThatThrowsWhenAskedIsUnavailable() {
    alpha.unavailable =
        () -> {
          throw new IllegalStateException("broken", new RuntimeException("root"));
        };
    Model model = InferenceEngines.of(alpha, beta).load(FakeEngine.file(), DEFAULTS);
    assertThat(model.engine()).isEqualTo(new Engine(beta));
    assertThat(model.placement().warnings())
        .containsExactly(
            "engine alpha was passed over: java.lang.IllegalStateException: broken, because"
                + " java.lang.RuntimeException: root");
    model.close();
  }

  @Test
  void theEngineNamedInTheOptionsIsUsed() {
    assertThat(chosen(DEFAULTS.withEngine("beta"), alpha, beta)).isEqualTo("beta");
  }

  @Test
  void theEngineNamedInThePropertyIsUsed() {
    System.setProperty("infer4j.engine", "beta");
    assertThat(chosen(DEFAULTS, alpha, beta)).isEqualTo("beta");
  }

  @Test
  void theOptionsAreStrongerThanTheProperty() {
    System.setProperty("infer4j.engine", "beta");
    assertThat(chosen(DEFAULTS.withEngine("alpha"), alpha, beta)).isEqualTo("alpha");
  }

  @Test
  void anEmptyPropertyNamesNoEngine() {
    System.setProperty("infer4j.engine", "");
    assertThat(chosen(DEFAULTS, alpha, beta)).isEqualTo("alpha");
  }

  @Test
  void anEmptyNameInTheOptionsIsAnUnknownOne() {
    assertThatThrownBy(() -> chosen(DEFAULTS.withEngine(""), alpha, beta))
        .isInstanceOf(EngineNotFoundException.class)
        .hasMessage("there is no engine ''; there are [alpha, beta]");
  }

  @Test
  void aNamedEngineThatIsUnavailableIsNotReplaced() {
    alpha.unavailable = () -> Optional.of("no GPU");
    assertThatThrownBy(() -> chosen(DEFAULTS.withEngine("alpha"), alpha, beta))
        .isInstanceOf(EngineUnavailableException.class)
        .hasMessage("engine alpha cannot be used here: no GPU");
  }

  @Test
  void aNamedEngineThatDoesNotReadTheFormatIsNotReplaced() {
    alpha.formats = Set.of(ModelFormat.TFLITE, ModelFormat.ONNX);
    assertThatThrownBy(() -> chosen(DEFAULTS.withEngine("alpha"), alpha, beta))
        .isInstanceOf(EngineNotFoundException.class)
        .hasMessage(
            "engine alpha does not read 10 bytes, whose format is fake; it reads onnx, tflite;"
                + " there are alpha (onnx, tflite), beta (fake)");
  }

  @Test
  void anUnknownNameIsAnsweredWithASuggestion() {
    assertThatThrownBy(() -> chosen(DEFAULTS.withEngine("alhpa"), alpha, beta))
        .isInstanceOf(EngineNotFoundException.class)
        .hasMessage("there is no engine 'alhpa'; did you mean 'alpha'? There are [alpha, beta]");
  }

  @Test
  void anUnknownNameInThePropertyIsAnErrorToo() {
    System.setProperty("infer4j.engine", "nobody");
    assertThatThrownBy(() -> chosen(DEFAULTS, alpha))
        .isInstanceOf(EngineNotFoundException.class)
        .hasMessage("there is no engine 'nobody'; there are [alpha]");
  }

  @Test
  void anUnknownNameWithNoEngineForTheFormatNamesTheArtifact() {
    LoadOptions options = DEFAULTS.withEngine("onnxruntime");
    assertThatThrownBy(() -> InferenceEngines.of(alpha).load(ONNX, options))
        .isInstanceOf(EngineNotFoundException.class)
        .hasMessage(
            "there is no engine 'onnxruntime'; there are [alpha]: add"
                + " io.infer4j:infer4j-backend-onnx");
  }

  @Test
  void twoOfOneNameAreBothSetAside() {
    InferenceEngines engines = InferenceEngines.of(alpha, beta, FakeEngine.named("alpha"));
    String reason =
        "engines of one name, 'alpha', are not used: [io.infer4j.FakeEngine,"
            + " io.infer4j.FakeEngine]";
    assertThat(engines.engines()).containsExactly(new Engine(beta));
    assertThat(engines.problems()).containsExactly(reason);
    assertThatThrownBy(() -> engines.load(FakeEngine.file(), DEFAULTS.withEngine("alpha")))
        .isInstanceOf(EngineNotFoundException.class)
        .hasMessage(reason);
  }

  @Test
  void enginesOfOneClassAndTwoNamesAreTwoEngines() {
    assertThat(InferenceEngines.of(beta, alpha).engines())
        .containsExactly(new Engine(alpha), new Engine(beta));
  }

  @Test
  void anEngineWithoutANameOrFormatsIsSetAside() {
    alpha.name = null;
    beta.formats = null;
    InferenceEngines engines = InferenceEngines.of(alpha, beta, FakeEngine.named("gamma"));
    assertThat(engines.engines()).hasSize(1);
    assertThat(engines.problems())
        .containsExactly(
            "engine io.infer4j.FakeEngine is broken: java.lang.NullPointerException: its name is"
                + " null",
            "engine io.infer4j.FakeEngine is broken: java.lang.NullPointerException: its formats"
                + " are null");
  }

  @Test
  void whatWasSetAsideIsInTheMessageOfNone() {
    InferenceEngines engines = InferenceEngines.of(alpha, FakeEngine.named("alpha"));
    assertThatThrownBy(() -> engines.load(ONNX, DEFAULTS))
        .hasMessageEndingWith(
            "; no engine is there; set aside: engines of one name, 'alpha', are not used:"
                + " [io.infer4j.FakeEngine, io.infer4j.FakeEngine]");
    assertThatThrownBy(() -> engines.load(ONNX, DEFAULTS.withEngine("onnxruntime")))
        .hasMessageContaining("; set aside: engines of one name, 'alpha'");
  }

  @Test
  void anEngineMayMakeItsFormatAnewWithEachCall() {
    FakeEngine fresh = FakeEngine.named("fresh"); // Equal to FORMAT by name only.
    fresh.formats = Set.of(ModelFormat.of("fake", header -> header[0] == 'f'));
    assertThat(chosen(DEFAULTS, beta, fresh)).isEqualTo("beta");
    assertThat(chosen(DEFAULTS.withEngine("fresh"), beta, fresh)).isEqualTo("fresh");
  }

  @Test
  void theFormatOfAFileIsToldAlsoWithoutAnEngine() {
    assertThat(InferenceEngines.of().formatOf(ONNX)).contains(ModelFormat.ONNX);
    assertThat(InferenceEngines.of().formatOf(FakeEngine.file())).isEmpty();
    assertThat(InferenceEngines.of(alpha).formatOf(FakeEngine.file())).contains(FakeEngine.FORMAT);
  }

  @Test
  void anUnknownOptionOfTheChosenEngineIsRefusedBeforeLoading() {
    LoadOptions options = DEFAULTS.withOption("alpha", "sped", "high");
    assertThatThrownBy(() -> chosen(options, alpha))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "there is no option of engine alpha 'sped'; did you mean 'speed'? There are [speed]");
    assertThat(alpha.loads).hasValue(0);
  }

  @Test
  void anOptionOfAnEngineThatIsNotChosenHasNoEffect() {
    LoadOptions options = DEFAULTS.withOption("beta", "anything", "x");
    assertThat(chosen(options, alpha, beta)).isEqualTo("alpha");
  }

  @Test
  void optionsForAnEngineOfOursThatIsNotThereAreLoggedOnce() {
    LoadOptions options = DEFAULTS.withOption("tflite", "anything", "x");
    String text = "options for engine 'tflite' have no effect: no such engine is there";
    assertThat(Captured.log(() -> chosen(options, alpha))).contains(text);
    assertThat(Captured.log(() -> chosen(options, alpha))).doesNotContain(text);
  }

  @Test
  void optionsForAnEngineThatNobodyKnowsAreRefusedWithTheNamesThereAre() {
    LoadOptions options = DEFAULTS.withOption("onnx", "anything", "x");
    assertThatThrownBy(() -> chosen(options, alpha))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "an option was given for an engine that nobody knows: there is no engine 'onnx'; there"
                + " are [alpha, onnxruntime, pytorch, tflite]");
    assertThat(alpha.loads).hasValue(0);
  }

  @Test
  void theEngineGetsTheOptionsAsTheyWereGiven() {
    LoadOptions options = DEFAULTS.withThreads(3).withOption("alpha", "speed", "high");
    chosen(options, alpha);
    assertThat(alpha.seenOptions.threads()).isEqualTo(3);
    assertThat(alpha.seenOptions.options("alpha")).isEqualTo(Map.of("speed", "high"));
  }

  @Test
  void aLinkageErrorWhileLoadingMeansUnavailable() {
    alpha.onLoad =
        () -> {
          throw new NoClassDefFoundError("ai/onnxruntime/OrtEnvironment");
        };
    assertThatThrownBy(() -> chosen(DEFAULTS, alpha))
        .isInstanceOf(EngineUnavailableException.class)
        .hasMessage(
            "engine alpha cannot be used here: java.lang.NoClassDefFoundError:"
                + " ai/onnxruntime/OrtEnvironment")
        .hasCauseInstanceOf(NoClassDefFoundError.class);
  }

  @Test
  void whatAnEngineThrowsWhileLoadingComesThrough() {
    ModelLoadException refusal = new ModelLoadException("bad graph");
    alpha.onLoad =
        () -> {
          throw refusal;
        };
    assertThatThrownBy(() -> chosen(DEFAULTS, alpha)).isSameAs(refusal);
  }

  @Test
  void aModelThatCannotBeAskedIsClosed() {
    IllegalStateException broken = new IllegalStateException("placement");
    alpha.placement =
        () -> {
          throw broken;
        };
    alpha.onModelClose =
        () -> {
          throw new IllegalArgumentException("close");
        };
    assertThatThrownBy(() -> chosen(DEFAULTS, alpha)).isSameAs(broken);
    assertThat(alpha.modelCloses).hasValue(1);
    assertThat(broken.getSuppressed()).hasSize(1);
  }

  @Test
  void whatIsGivenBackCannotBeChanged() {
    InferenceEngines engines = InferenceEngines.of(alpha, beta, FakeEngine.named("beta"));
    assertThat(engines.engines()).isUnmodifiable();
    assertThat(engines.problems()).isUnmodifiable();
  }
}
