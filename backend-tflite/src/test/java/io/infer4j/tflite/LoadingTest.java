package io.infer4j.tflite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.infer4j.InferenceException;
import io.infer4j.Model;
import io.infer4j.ModelLoadException;
import io.infer4j.ModelSource;
import io.infer4j.Tensor;
import io.infer4j.UnsupportedOperatorException;
import io.infer4j.testkit.ChildJvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Good sources load, whatever they are; bad ones say what is wrong with them. */
class LoadingTest {
  @TempDir Path folder;

  private static void runs(Model model) {
    try (model) {
      assertThat(model.run(Tensor.of(new float[] {1, 2, 3}, 1, 3)).single().toFloats())
          .containsExactly(14.5f, 31.5f);
    }
  }

  @Test
  void loadsAFileOfAnyName() throws IOException {
    runs(Model.load(Files.copy(Models.path("fc"), folder.resolve("mödel 😀 日本.onnx"))));
  }

  @Test
  void loadsAFileThatIsThenDeleted() throws IOException {
    Path file = Files.copy(Models.path("fc"), folder.resolve("gone.tflite"));
    Model model = Model.load(file);
    file.toFile().delete();
    runs(model);
  }

  @Test
  void refusesEveryTruncationOfBytes() {
    byte[] whole = Models.bytes("fc");
    for (int length = 1; length < whole.length; length++) {
      ModelSource cut = ModelSource.of(Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> Model.load(cut).close())
          .as("%d bytes", length)
          .isInstanceOf(ModelLoadException.class);
    }
  }

  @Test
  void refusesTruncationsOfAFile() throws IOException {
    byte[] whole = Models.bytes("slow_dense");
    Path file = folder.resolve("cut.tflite");
    for (int length = 8; length < whole.length; length += 1001) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> Model.load(file).close())
          .as("%d bytes", length)
          .isInstanceOf(ModelLoadException.class);
    }
  }

  @Test
  void saysWhatTheVerifierSays() {
    byte[] header = "\34\0\0\0TFL3 and so on".getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> Model.load(ModelSource.of(header)))
        .isInstanceOf(ModelLoadException.class)
        .hasMessage("TensorFlow Lite refuses 18 bytes: The model is not a valid Flatbuffer buffer");
  }

  /**
   * In a JVM of its own: a value that was changed within an intact structure can crash the runtime,
   * which is why the engine's Javadoc calls models code. Whatever comes first, an exception or a
   * crash, nothing hangs.
   */
  @Test
  void survivesFlippedBitsOrDiesAlone() throws Exception {
    ChildJvm child =
        ChildJvm.start(
            FlippedBits.class,
            "-XX:-CreateCoredumpOnCrash",
            "-XX:ErrorFile=" + folder.resolve("crash.log"));

    int exitCode = child.exitCode();
    System.out.println("flipped bits: exit code " + exitCode + " of the child");
    assertThat(exitCode).isIn(0, 134, 136, 139);
  }

  @ParameterizedTest
  @CsvSource({
    "custom_op, Frobnicate, Encountered unresolved custom op: Frobnicate.",
    "flex_op, FlexErf, Select TensorFlow op(s)",
    "bad_version, ADD, Didn't find op for builtin opcode 'ADD' version '99'"
  })
  void namesTheOperatorThatIsMissing(String file, String operator, String words) {
    assertThatThrownBy(() -> Models.load(file))
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageMatching(
            "(?s)TensorFlow Lite has no operator " + operator + ", which .* needs.*")
        .hasMessageContaining(words);
  }

  @ParameterizedTest
  @CsvSource({
    "bad_tensor_index, inconsistent model",
    "bad_graph_input, it has no tensor 55",
    "short_buffer, required_bytes <= bytes was not true",
    "bad_reshape, failed to prepare"
  })
  void refusesAModelThatIsWrongInTheRuntimesWords(String file, String words) {
    for (String xnnpack : new String[] {"true", "false"}) {
      assertThatThrownBy(() -> Models.load(file, Models.option("xnnpack", xnnpack)))
          .isInstanceOf(ModelLoadException.class)
          .isNotInstanceOf(UnsupportedOperatorException.class)
          .hasMessageContaining(words)
          .hasMessageNotContaining("it gives no reason")
          .hasMessageNotContaining(".cc:");
    }
  }

  @Test
  void refusesAModelForWhichThereIsNoMemory() {
    assertThatThrownBy(() -> Models.load("huge"))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("there is no memory for tensors of 2251799813685248 bytes");
  }

  @Test
  void refusesADTypeThatInfer4jLacks() {
    assertThatThrownBy(() -> Models.load("identity_complex64"))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("input 'x' is of a dtype that infer4j lacks: complex64");
  }

  @ParameterizedTest
  @ValueSource(strings = {"custom_op", "bad_tensor_index", "failing"})
  @DisabledOnOs(OS.WINDOWS) // TensorFlow Lite's log cannot be cut down there.
  void writesNothingOfItToStandardError(String file) throws Exception {
    ChildJvm child = ChildJvm.start(Failing.class, "-Dmodel=" + file);

    assertThat(child.out()).contains("said: ");
    assertThat(child.err()).isEmpty();
  }

  /** Run in a JVM of its own: fails to load, or to run. */
  static final class Failing {
    public static void main(String[] args) {
      try (Model model = Models.load(System.getProperty("model"))) {
        model.run(Tensor.of(new int[] {99}, 1));
      } catch (InferenceException e) {
        System.out.println("said: " + e.getMessage());
      }
    }
  }
}
