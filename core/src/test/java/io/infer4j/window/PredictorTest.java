package io.infer4j.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.infer4j.DType;
import io.infer4j.IoBinding;
import io.infer4j.Model;
import io.infer4j.Tensor;
import io.infer4j.clip.FrameMeans;
import org.junit.jupiter.api.Test;

class PredictorTest {
  @Test
  void ofABindingWritesToItsInputAndGivesItsOutput() {
    try (Model model = new FrameMeans(1, 2).load();
        IoBinding io = model.bind()) {
      Predictor predictor = Predictor.of(io, "frame", "scores");
      assertThat(predictor.input()).isSameAs(io.input("frame"));
      predictor.input().asFloats().put(new float[] {3, 5});
      assertThat(predictor.predict(1).toFloats()).containsExactly(3, 6, 6, 10);
    }
  }

  @Test
  void ofABindingRefusesAnInputThatIsNotThere() {
    try (Model model = new FrameMeans(1, 2).load();
        IoBinding io = model.bind()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Predictor.of(io, "image", "scores"))
          .withMessageContaining("image");
    }
  }

  @Test
  void ofAFunctionGivesItTheWindowsThatThereAre() {
    Tensor memory = Tensor.allocate(DType.FLOAT32, 4, 1);
    Predictor predictor = Predictor.of(memory, windows -> windows);
    assertThat(predictor.predict(3).shape().dims()).containsExactly(3, 1);
  }
}
