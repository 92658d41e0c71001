package io.infer4j.aarnatives;

import static org.assertj.core.api.Assertions.assertThat;

import io.infer4j.DType;
import io.infer4j.LoadOptions;
import io.infer4j.Model;
import io.infer4j.Tensor;
import io.infer4j.npy.Npy;
import io.infer4j.score.Scores;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The demo's digits, all 360 of them, get the scores that they were made with. */
@ExtendWith(WhereTheRigRuns.class)
class DigitsTest {
  private static final Path FOLDER =
      Path.of("..", "cli", "src", "main", "resources", "io", "infer4j", "cli", "digits");

  @BeforeAll
  static void load() {
    Aar.TENSORFLOW_LITE.load();
    Aar.PYTORCH.load();
  }

  @ParameterizedTest
  @CsvSource({
    "digits-float32.tflite, 1e-5, 0",
    "digits-float16.tflite, 2e-3, 0",
    "digits-dynamic.tflite, 0.2, 4",
    "digits.ptl, 1e-5, 0",
    "digits.opt.ptl, 1e-5, 0"
  })
  void everyImageGetsItsScores(String file, double tolerance, int othersAllowed) {
    Tensor images = Npy.read(FOLDER.resolve("test-images.npy"));
    float[] expected = Npy.read(FOLDER.resolve("test-scores.npy")).toFloats();
    LoadOptions options =
        LoadOptions.defaults()
            .withOption("tflite", "binding", "android")
            .withOption("pytorch", "binding", "android");
    try (Model model = Model.load(FOLDER.resolve(file), options)) {
      long[] dims = model.inputs().get(0).shape().dims();
      dims[0] = 1;
      int others = 0;
      int count = (int) images.shape().dim(0);
      for (int i = 0; i < count; i++) {
        float[] scores =
            model.run(images.slice(i, i + 1).to(DType.FLOAT32).reshape(dims)).single().toFloats();
        float[] wanted = Arrays.copyOfRange(expected, 10 * i, 10 * i + 10);
        for (int j = 0; j < 10; j++) {
          assertThat((double) Math.abs(scores[j] - wanted[j])).isLessThan(tolerance);
        }
        others += Scores.argmax(scores) == Scores.argmax(wanted) ? 0 : 1;
      }
      assertThat(others).as("images that are another digit").isLessThanOrEqualTo(othersAllowed);
    }
  }
}
