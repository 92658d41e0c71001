package io.infer4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.infer4j.bundle.BundleVariant;
import io.infer4j.compare.Comparison;
import io.infer4j.compare.Tolerance;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoCommandTest {
  @SuppressWarnings("NullAway.Init")
  private static Cli demo;

  @BeforeAll
  static void runOnce() {
    demo = Cli.call("demo", "--json");
  }

  private static JsonNode onnx() {
    return demo.json().at("/results/0");
  }

  private static JsonNode row(String file) {
    for (JsonNode result : demo.json().get("results")) {
      if (result.get("model").asText().equals(file)) {
        return result;
      }
    }
    throw new AssertionError("no row of " + file + " in " + demo.out());
  }

  @Test
  void succeeds() {
    assertThat(demo.exitCode()).isZero();
    assertThat(demo.err()).isEmpty();
  }

  @Test
  void readsTheDigitsRight() {
    assertThat(onnx().at("/engine").asText()).isEqualTo("onnxruntime");
    assertThat(onnx().at("/scores/accuracy").asDouble()).isGreaterThanOrEqualTo(0.98);
  }

  @Test
  void agreesWithTheReferenceOutputs() {
    assertThat(onnx().at("/scores/agreement").asDouble()).isEqualTo(1.0);
    assertThat(onnx().at("/scores/maxAbsDifference").asDouble()).isLessThan(1e-5);
  }

  @Test
  void everyEngineReadsItsOwnFileWithTheSameAccuracy() {
    double accuracy = onnx().at("/scores/accuracy").asDouble();

    for (String file : List.of("digits-float32.tflite", "digits.pt", "digits.ptl")) {
      assertThat(row(file).at("/scores/accuracy").asDouble()).as(file).isEqualTo(accuracy);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"digits-float32.tflite", "digits.pt", "digits.ptl", "digits.opt.ptl"})
  void float32FilesAgreeWithTheReferenceOutputs(String file) {
    assertThat(row(file).at("/scores/agreement").asDouble()).isEqualTo(1.0);
    assertThat(row(file).at("/scores/maxAbsDifference").asDouble()).isLessThan(1e-5);
  }

  @Test
  void quantisedPyTorchFileReadsTheDigitsRight() {
    assertThat(row("digits-dynamic.pt").at("/scores/accuracy").asDouble())
        .isGreaterThanOrEqualTo(0.98);
  }

  @Test
  void everyVariantIsWithinTheToleranceOfItsBundle() {
    for (BundleVariant variant : Digits.bundle().variants()) {
      float difference = row(variant.file()).at("/scores/maxAbsDifference").floatValue();
      Tolerance tolerance = variant.tolerance().orElseThrow();

      assertThat(Comparison.of(new float[] {0}, new float[] {difference}, tolerance).passed())
          .as("%s: %s within %s", variant.name(), difference, tolerance)
          .isTrue();
    }
  }

  @Test
  void everyVariantIsAsAccurateAsItsBundleStates() {
    for (BundleVariant variant : Digits.bundle().variants()) {
      double stated = Double.parseDouble(variant.accuracy().orElseThrow().replace(" %", "")) / 100;
      // One image of 360 may fall to the other side on another processor.
      assertThat(row(variant.file()).at("/scores/accuracy").asDouble())
          .as(variant.name())
          .isEqualTo(stated, within(0.003));
    }
  }

  @Test
  void measuresTheColdStartInAJvmOfItsOwn() {
    assertThat(onnx().at("/coldStartMillis").asLong()).isPositive();
  }

  @Test
  void measuresEnoughRunsForItsPercentiles() {
    assertThat(onnx().at("/latency/p99Micros").isNumber()).isTrue();
  }

  @Test
  void jsonHasTheDocumentedKeys() {
    assertThat(Cli.keys(demo.json()))
        .containsExactly("testImages", "results", "unavailable", "problems", "java", "os");
    assertThat(Cli.keys(onnx()))
        .containsExactly(
            "engine",
            "engineVersion",
            "model",
            "format",
            "sizeBytes",
            "scores",
            "coldStartMillis",
            "coldStartError",
            "latency",
            "error");
  }
}
