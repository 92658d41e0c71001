package io.infer4j.androidapp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** What the app has to say. */
final class Answers {
  static final List<String> DIGITS =
      List.of(
          "onnxruntime reads 894001319764",
          "pytorch reads 894001319764",
          "tflite reads 894001319764");

  static final String ANY = " reads 894";

  private Answers() {}

  static void areAllIn(String said, World world) {
    assertThat(said)
        .contains(DIGITS)
        .contains("4 windows, boxes [1, 2]")
        .contains(world == World.ANDROID ? "tflite on [cpu, xnnpack, nnapi]" : "tflite on [cpu")
        .doesNotContain("problem: ")
        .doesNotContain("failed");
  }
}
