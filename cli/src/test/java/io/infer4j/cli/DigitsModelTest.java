package io.infer4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.infer4j.InferenceEngines;
import io.infer4j.LoadOptions;
import io.infer4j.Model;
import io.infer4j.ModelLoadException;
import io.infer4j.ModelSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DigitsModelTest {
  @BeforeEach
  void makeTheByteEngineUsable() {
    System.setProperty("infer4j.test.bytes", "true");
  }

  @AfterEach
  void forgetTheByteEngine() {
    System.clearProperty("infer4j.test.bytes");
  }

  @Test
  void quantisedChannelsLastModelIsFedAndReadInRealNumbers() {
    float[] image = new float[64];
    for (int i = 0; i < image.length; i++) {
      image[i] = i / 16f; // beyond the range from 16 on
    }
    float[] scores = new float[10];

    try (Model model =
            InferenceEngines.of(new ByteEngine())
                .load(Digits.model("digits.onnx"), LoadOptions.defaults());
        DigitsModel digits = new DigitsModel(model)) {
      digits.scores(image, scores);
      for (int i = 0; i < 10; i++) {
        assertThat(scores[i]).isEqualTo(image[i], within(0.01f));
      }
      image[3] = 7;
      image[4] = -7;
      digits.scores(image, scores);
    }

    assertThat(scores[3]).isEqualTo(1, within(0.01f));
    assertThat(scores[4]).isZero();
  }

  @Test
  void anotherModelIsRefusedByName() {
    try (Model model = Model.load(ModelSource.of(Cli.model("mlp.onnx")))) {
      assertThatThrownBy(() -> new DigitsModel(model))
          .isInstanceOf(ModelLoadException.class)
          .hasMessageContaining("8x8 pixels")
          .hasMessageContaining("float32[1, 4]");
    }
  }
}
