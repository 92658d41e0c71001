package io.infer4j.onnx;

import static io.infer4j.testkit.TensorAssert.assertThatTensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.infer4j.InferenceException;
import io.infer4j.Model;
import io.infer4j.ModelLoadException;
import io.infer4j.ModelSource;
import io.infer4j.Tensor;
import io.infer4j.UnsupportedOperatorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Good sources load, whatever they are; bad ones say what is wrong with them. */
class LoadingTest {
  @TempDir Path folder;

  private static void runs(Model model) {
    try (model) {
      assertThatTensor(model.run(Models.npy("mlp_input.npy").slice(0, 1)).single())
          .isCloseTo(Models.npy("mlp_expected.npy").slice(0, 1), 1e-6, 1e-6);
    }
  }

  private static byte[] bytes(String file) throws IOException {
    return Files.readAllBytes(Models.path(file));
  }

  @Test
  void loadsAFileOfAnyName() throws IOException {
    Path odd = Files.copy(Models.path("mlp.onnx"), folder.resolve("mödel 😀 日本.tflite"));
    runs(Model.load(odd));
  }

  @Test
  void loadsWeightsThatLieBesideTheFile() {
    runs(Models.load("external.onnx"));
  }

  @Test
  void saysThatExternalWeightsNeedThePath() throws IOException {
    ModelSource source = ModelSource.of(bytes("external.onnx"));
    assertThatThrownBy(() -> Model.load(source))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("keeps weights in files beside it: load it from its path");
  }

  @Test
  void refusesEveryTruncation() throws IOException {
    byte[] whole = bytes("mlp.onnx");
    int refused = 0;
    for (int length = 1; length < whole.length; length++) {
      ModelSource cut = ModelSource.of(Arrays.copyOf(whole, length));
      try (Model model = Model.load(cut)) {
        assertThat(model.inputs()).as("loaded at length %d", length).isNotEmpty();
      } catch (InferenceException e) {
        assertThat(e).isInstanceOf(ModelLoadException.class);
        refused++;
      }
    }
    // What is cut after the graph is whole may load: the last field is optional.
    assertThat(refused).isGreaterThan(whole.length * 9 / 10);
  }

  @Test
  void neverCrashesOnFlippedBits() throws IOException {
    byte[] whole = bytes("mlp.onnx");
    Random random = new Random(42);
    int refused = 0;
    for (int i = 0; i < 2000; i++) {
      byte[] flipped = whole.clone();
      for (int k = 0; k < 3; k++) {
        flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
      }
      try (Model model = Model.load(ModelSource.of(flipped))) {
        assertThat(model.outputs()).isNotEmpty();
      } catch (InferenceException e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(1, 2000);
  }

  @Test
  void refusesRandomBytes() {
    byte[] random = new byte[4096];
    new Random(3).nextBytes(random);
    assertThatThrownBy(() -> Model.load(ModelSource.of(random)))
        .isInstanceOf(ModelLoadException.class);
  }

  @Test
  void namesTheCustomOperatorThatIsMissing() {
    assertThatThrownBy(() -> Models.load("custom_op.onnx"))
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining("has no operator com.example:Frobnicate");
  }

  @Test
  void namesTheStandardOperatorThatIsMissing() {
    assertThatThrownBy(() -> Models.load("unknown_op.onnx"))
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining("has no operator NoSuchOp")
        .hasMessageContaining(" imports (if it is in a newer one,");
  }

  @Test
  void passesOnTheRuntimesWordsOnceAndWithoutItsSourceFiles() {
    assertThatThrownBy(() -> Models.load("future_opset.onnx"))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("Opset 99 is under development")
        .hasMessageContaining("future_opset.onnx: ONNX Runtime only *guarantees* support")
        .hasMessageNotContaining("onnxruntime_src")
        .hasMessageNotContaining("Error code");
  }

  @Test
  void refusesADTypeThatTheRuntimeDoesNotHave() {
    assertThatThrownBy(() -> Models.load("identity_complex64.onnx"))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("tensor(complex64)");
  }

  @Test
  void refusesAnInputThatIsNoTensor() {
    assertThatThrownBy(() -> Models.load("sequence_input.onnx"))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("input 'x' is not a tensor");
  }

  @Test
  void refusesAModelWithoutATensorOutput() {
    assertThatThrownBy(() -> Models.load("sequence_output.onnx"))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("has no output that a tensor can hold");
  }

  @Test
  void leavesOutAnOutputThatMayBeAbsentAndSaysSo() {
    // In ONNX Runtime's Java API an absent output ends the JVM.
    try (Model model = Models.load("optional_output.onnx")) {
      assertThat(model.outputs()).extracting("name").containsExactly("z");
      assertThat(model.placement().warnings())
          .singleElement()
          .asString()
          .startsWith("output 'y' is of type optional(tensor(float32))")
          .endsWith("it is left out");
      assertThat(model.run(Tensor.of(new float[] {1, 2}, 2)).get("z").toFloats())
          .containsExactly(1, 2);
    }
  }

  @Test
  void leavesOutAnOutputWhoseNameTheRuntimeGarblesAndSaysSo() {
    try (Model model = Models.load("names.onnx")) {
      assertThat(model.outputs()).extracting("name").containsExactly("out 1", "sum,two");
      assertThat(model.placement().warnings()).singleElement().asString().contains("'😀'");
    }
  }
}
