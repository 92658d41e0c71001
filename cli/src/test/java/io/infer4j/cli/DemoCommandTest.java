package io.infer4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

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
