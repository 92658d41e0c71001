package io.infer4j.aarnatives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.infer4j.Model;
import io.infer4j.ModelLoadException;
import io.infer4j.Tensor;
import io.infer4j.bundle.BundleVariant;
import io.infer4j.compare.Tolerance;
import io.infer4j.score.Scores;
import io.infer4j.testkit.TensorAssert;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The project's bundles on the AARs' natives: each variant answers, or is refused for a reason. */
@ExtendWith(WhereTheRigRuns.class)
class BundleTest {
  /** Full TorchScript, whose program the lite interpreter does not read. */
  private static final Set<String> REFUSED = Set.of("torch", "torch-dynamic");

  private static final int THREADS = 4;

  @TempDir private static Path desktop;

  @BeforeAll
  static void load() throws Exception {
    Aar.TENSORFLOW_LITE.load();
    Aar.PYTORCH.load();
    DesktopAnswers.writeTo(desktop);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("run")
  void answersAsTheDesktopDoes(TestBundle bundle, String variant) {
    try (Model model = bundle.load(variant, "android")) {
      Map<String, Tensor> answers = bundle.answers(model);
      assertThat(answers).isNotEmpty();
      answers.forEach(
          (output, answer) ->
              TensorAssert.assertThat(answer)
                  .isCloseTo(
                      DesktopAnswers.read(desktop, bundle, variant, output),
                      Tolerance.allclose(1e-5, 0)));
    }
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("run")
  void answersWithinTheBundlesTolerance(TestBundle bundle, String variant) {
    Tolerance tolerance = bundle.open().variant(variant).tolerance().orElseThrow();
    try (Model model = bundle.load(variant, "android")) {
      Map<String, Tensor> answers = bundle.answers(model);
      assertThat(bundle.storedAnswers()).isNotEmpty();
      bundle
          .storedAnswers()
          .forEach(
              (output, stored) ->
                  TensorAssert.assertThat(answers.get(output)).isCloseTo(stored, tolerance));
    }
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("classifying")
  void isRightAsOftenAsTheBundleSays(TestBundle bundle, String variant) {
    BundleVariant described = bundle.open().variant(variant);
    double stated = Double.parseDouble(described.accuracy().orElseThrow().replace("%", ""));
    try (Model model = bundle.load(variant, "android")) {
      Tensor scores = bundle.answers(model).get("scores");
      int right = 0;
      int count = (int) scores.shape().dim(0);
      for (int i = 0; i < count; i++) {
        int label = (int) bundle.labels().asLongs().get(i);
        right += Scores.argmax(scores.slice(i, i + 1).toFloats()) == label ? 1 : 0;
      }
      // Less than one sample.
      assertThat(100.0 * right / count).isCloseTo(stated, within(0.05));
    }
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("run")
  void fourThreadsOnOneModelGetWhatOneGets(TestBundle bundle, String variant) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try (Model model = bundle.load(variant, "android")) {
      Map<String, Tensor> alone = bundle.answers(model);
      List<Future<Map<String, Tensor>>> together = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        together.add(threads.submit(() -> bundle.answers(model)));
      }
      for (Future<Map<String, Tensor>> each : together) {
        assertThat(each.get().keySet()).isEqualTo(alone.keySet());
        each.get()
            .forEach(
                (output, answer) ->
                    assertThat(answer.asBytes()).isEqualTo(alone.get(output).asBytes()));
      }
    } finally {
      threads.shutdown();
    }
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("refused")
  void isRefusedForWantOfBytecode(TestBundle bundle, String variant) {
    assertThatThrownBy(() -> bundle.load(variant, "android"))
        .isInstanceOf(ModelLoadException.class)
        .hasMessage(
            "PyTorch for Android runs the lite interpreter only, and "
                + bundle
                    .folder()
                    .resolve(bundle.open().variant(variant).file())
                    .toAbsolutePath()
                    .normalize()
                + " has no bytecode.pkl, which that needs; export it with"
                + " torch.jit.script(module)._save_for_lite_interpreter(\"model.ptl\")");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("engines")
  void eachEngineFindsAVariantByItself(TestBundle bundle, String engine) {
    try (Model model = bundle.open().load(TestBundle.options("android").withEngine(engine))) {
      assertThat(model.engine().name()).isEqualTo(engine);
      assertThat(bundle.answers(model)).isNotEmpty();
    }
  }

  static Stream<Arguments> run() {
    return variants().filter(each -> !REFUSED.contains(each.get()[1]));
  }

  static Stream<Arguments> classifying() {
    return run().filter(each -> ((TestBundle) each.get()[0]).classifies());
  }

  static Stream<Arguments> refused() {
    return variants().filter(each -> REFUSED.contains(each.get()[1]));
  }

  static Stream<Arguments> engines() {
    return TestBundle.ALL.stream()
        .flatMap(bundle -> Stream.of("tflite", "pytorch").map(each -> Arguments.of(bundle, each)));
  }

  private static Stream<Arguments> variants() {
    return TestBundle.ALL.stream()
        .flatMap(bundle -> bundle.variants().stream().map(each -> Arguments.of(bundle, each)));
  }
}
