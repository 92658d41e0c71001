package io.infer4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.infer4j.InvalidInputException;
import io.infer4j.IoBinding;
import io.infer4j.Model;
import io.infer4j.RunFailedException;
import io.infer4j.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The least integer divided by -1 ends the process in ONNX Runtime, and never reaches it. */
class DivisionTest {
  private static final int LEAST = Integer.MIN_VALUE;

  private static Map<String, Tensor> inputs(Tensor a, Tensor b) {
    return Map.of("a", a, "b", b);
  }

  @Test
  void ofTheLeastInt32ByMinusOneIsRefused() {
    Tensor a = Tensor.of(new int[] {7, LEAST}, 1, 2);
    Tensor b = Tensor.of(new int[] {2, -1}, 1, 2);
    try (Model model = Models.load("div_int32.onnx")) {
      assertThatThrownBy(() -> model.run(inputs(a, b)))
          .isInstanceOf(InvalidInputException.class)
          .hasMessage(
              "input 'a': expected no least integer to be divided by -1, as it is by 'b' for Div,"
                  + " got -2147483648");
    }
  }

  @Test
  void ofTheLeastInt64ByMinusOneIsRefusedForItsRemainder() {
    Tensor a = Tensor.of(new long[] {Long.MIN_VALUE}, 1);
    Tensor b = Tensor.of(new long[] {-1}, 1);
    try (Model model = Models.load("mod_int64.onnx")) {
      assertThatThrownBy(() -> model.run(inputs(a, b)))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("divided by -1")
          .hasMessageEndingWith("for Mod, got -9223372036854775808");
    }
  }

  @Test
  void thatMeetWhereOneIsRepeatedAreRefused() {
    Tensor a = Tensor.of(new int[] {LEAST, 1}, 2, 1);
    Tensor b = Tensor.of(new int[] {3, -1}, 1, 2);
    try (Model model = Models.load("div_int32.onnx")) {
      assertThatThrownBy(() -> model.run(inputs(a, b))).isInstanceOf(InvalidInputException.class);
    }
  }

  @Test
  void thatDoNotMeetAreComputed() {
    Tensor a = Tensor.of(new int[] {LEAST, 5, 8, 6}, 2, 2);
    Tensor b = Tensor.of(new int[] {2, -1}, 1, 2);
    try (Model model = Models.load("div_int32.onnx")) {
      assertThat(model.run(inputs(a, b)).single().toInts()).containsExactly(LEAST / 2, -5, 4, -6);
    }
  }

  @Test
  void areLookedAtInEachRunOfABinding() {
    Tensor a = Tensor.of(new int[] {LEAST}, 1, 1);
    Tensor b = Tensor.of(new int[] {2}, 1, 1);
    try (Model model = Models.load("div_int32.onnx");
        IoBinding binding = model.bindTo(inputs(a, b))) {
      binding.run();
      b.asInts().put(0, -1);
      assertThatThrownBy(binding::run).isInstanceOf(InvalidInputException.class);
      b.asInts().put(0, 4);
      binding.run();
      assertThat(binding.output("y").toInts()).containsExactly(LEAST / 4);
    }
  }

  @Test
  void thatAreRemaindersOfRealNumbersAreComputed() {
    Tensor a = Tensor.of(new int[] {LEAST}, 1);
    Tensor b = Tensor.of(new int[] {-1}, 1);
    try (Model model = Models.load("fmod_int32.onnx")) {
      assertThat(model.run(inputs(a, b)).single().toInts()).containsExactly(0);
    }
  }

  @Test
  void thatABranchAvoidsAreNoneToRefuse() {
    Tensor a = Tensor.of(new int[] {LEAST}, 1);
    Tensor b = Tensor.of(new int[] {-1}, 1);
    Tensor c = Tensor.of(new boolean[] {false});
    try (Model model = Models.load("div_guarded.onnx")) {
      assertThat(model.run(Map.of("a", a, "b", b, "c", c)).single().toInts())
          .containsExactly(LEAST);
    }
  }

  @Test
  void byZeroIsTheRuntimesToRefuse() {
    Tensor a = Tensor.of(new int[] {1}, 1, 1);
    Tensor b = Tensor.of(new int[] {0}, 1, 1);
    try (Model model = Models.load("div_int32.onnx")) {
      assertThatThrownBy(() -> model.run(inputs(a, b)))
          .isInstanceOf(RunFailedException.class)
          .hasMessageContaining("division by zero");
    }
  }
}
