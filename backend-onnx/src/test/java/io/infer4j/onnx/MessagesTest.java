package io.infer4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.infer4j.UnsupportedOperatorException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** ONNX Runtime's words become ours in linear time, whatever names a model has. */
class MessagesTest {
  private static String clean(String said) {
    return assertTimeoutPreemptively(
        Duration.ofSeconds(60), () -> Messages.clean(new IllegalStateException(said)));
  }

  @Test
  void namesThatLookLikePathsAreNoWorkOfMinutes() {
    String slashes = "/onnxruntime/".repeat(20_000);
    assertThat(clean("node " + slashes + " failed")).isEqualTo("node " + slashes + " failed");
    String dots = "a.cc:" + "a.cc:1".repeat(100_000) + "(";
    assertThat(clean(dots)).isEqualTo(dots);
    String places = "x/onnxruntime/y.cc:1 f( ".repeat(20_000);
    assertThat(clean(places)).doesNotContain("/onnxruntime/");
  }

  @Test
  void placesInTheSourcesAreLeftOut() {
    assertThat(
            clean(
                "Error code - ORT_FAIL - message: Load model from m.onnx failed:"
                    + "/onnxruntime_src/onnxruntime/core/graph/model.cc:180 onnxruntime::Model::Model("
                    + "onnx::ModelProto&&, const PathString&) Opset 99 is under development"))
        .isEqualTo("Opset 99 is under development");
  }

  @Test
  void aMissingKernelIsNotAMissingOperator() {
    assertThatThrownBy(() -> Models.load("old_opset.onnx"))
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining("ONNX Runtime knows operator Add, but has no implementation of it")
        .hasMessageContaining("Add(6)");
  }
}
