package io.infer4j.aarnatives;

import static org.assertj.core.api.Assertions.assertThat;

import io.infer4j.LoadOptions;
import io.infer4j.Model;
import io.infer4j.ModelSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * TensorFlow Lite leaves XNNPACK out, and says nothing, where the API level is below 20 or not
 * told: what it writes to the log shows that it did not.
 */
@ExtendWith(WhereTheRigRuns.class)
class XnnpackTest {
  private static final String ACTIVE =
      "Replacing 3 out of 3 node(s) with delegate (TfLiteXNNPackDelegate)";

  @BeforeAll
  static void load() {
    Aar.TENSORFLOW_LITE.load();
  }

  @Test
  void xnnpackRunsAModelUnlessToldOtherwise() throws IOException {
    assertThat(logged(LoadOptions.defaults())).contains(ACTIVE);
  }

  @Test
  void withoutXnnpackItDoesNot() throws IOException {
    assertThat(logged(LoadOptions.defaults().withOption("tflite", "xnnpack", "false")))
        .doesNotContain("XNNPack");
  }

  /** It reads parameters that are not aligned as if they were, and crashes every other time. */
  @Test
  void xnnpackDoesNotDequantiseWithAvx512() throws IOException {
    boolean avx512 = Files.readString(Path.of("/proc/cpuinfo")).contains("avx512f");
    TestBundle rally = TestBundle.named("rally");
    for (int i = 0; i < 8; i++) {
      try (Model model = rally.load("tflite-int8", "android")) {
        assertThat(rally.answers(model)).isNotEmpty();
        assertThat(model.placement().warnings().toString().contains("XNNPACK is not used"))
            .isEqualTo(avx512);
      }
    }
  }

  /** Its DEQUANTIZE is of float16, which is not concerned. */
  @Test
  void xnnpackKeepsModelsWithFloat16Weights() {
    try (Model model = TestBundle.named("rally").load("tflite-float16", "android")) {
      assertThat(model.placement().warnings()).noneMatch(note -> note.contains("XNNPACK"));
    }
  }

  /** What is written to the log when a model is loaded. */
  private static String logged(LoadOptions options) throws IOException {
    Path log = Path.of(System.getenv("INFER4J_LOGCAT"));
    String before = Files.readString(log);
    String fixture = "/io/infer4j/testkit/fixtures/mlp/model.tflite";
    try (InputStream in = XnnpackTest.class.getResourceAsStream(fixture);
        Model model =
            Model.load(
                ModelSource.of(Objects.requireNonNull(in, fixture).readAllBytes()),
                options.withOption("tflite", "binding", "android"))) {
      assertThat(model.placement().used()).isNotEmpty();
    }
    return Files.readString(log).substring(before.length());
  }
}
