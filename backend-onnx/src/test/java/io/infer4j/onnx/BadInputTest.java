package io.infer4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.infer4j.DType;
import io.infer4j.InvalidInputException;
import io.infer4j.Model;
import io.infer4j.RunFailedException;
import io.infer4j.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a caller can get wrong when running a model ends in an exception that says what. */
class BadInputTest {
  private final Model model = Models.load("mlp.onnx");
  private final Tensor good = Tensor.allocate(DType.FLOAT32, 1, 4);

  @AfterEach
  void close() {
    model.close();
  }

  @Test
  void aWrongNameIsNamedAndARightOneSuggested() {
    try (Model addSub = Models.load("add_sub.onnx")) {
      Tensor tensor = Tensor.allocate(DType.FLOAT32, 2, 3);
      assertThatThrownBy(() -> addSub.run(Map.of("a", tensor, "B", tensor)))
          .isInstanceOf(InvalidInputException.class)
          .hasMessage(
              "input 'B': expected one of the model's inputs [a, b], got a name that it does not"
                  + " have; did you mean 'b'?");
    }
  }

  @Test
  void aMissingInputIsNamedWithWhatItTakes() {
    try (Model addSub = Models.load("add_sub.onnx")) {
      Tensor tensor = Tensor.allocate(DType.FLOAT32, 2, 3);
      assertThatThrownBy(() -> addSub.run(Map.of("a", tensor)))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("input 'b': expected a tensor b float32[2, 3]")
          .hasMessageContaining("got none");
    }
  }

  @Test
  void anInputTooManyIsNamed() {
    assertThatThrownBy(() -> model.run(Map.of("x", good, "z", good)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("input 'z': expected one of the model's inputs [x]");
  }

  @Test
  void oneTensorForAModelOfTwoInputsIsRefused() {
    try (Model addSub = Models.load("add_sub.onnx")) {
      assertThatThrownBy(() -> addSub.run(good))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("expected the 2 inputs [a, b] by name");
    }
  }

  @Test
  void aWrongDTypeIsNamedWithTheWayToConvert() {
    assertThatThrownBy(() -> model.run(Tensor.allocate(DType.FLOAT64, 1, 4)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "input 'x': expected float32[1, 4], got float64[1, 4]; Tensor.to(DType) converts");
  }

  @Test
  void aWrongRankIsNamed() {
    assertThatThrownBy(() -> model.run(Tensor.allocate(DType.FLOAT32, 4)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("input 'x': expected shape [1, 4], got shape [4] (rank 1, not 2)");
  }

  @Test
  void aWrongDimensionIsNamed() {
    assertThatThrownBy(() -> model.run(Tensor.allocate(DType.FLOAT32, 1, 5)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("input 'x': expected shape [1, 4], got shape [1, 5] (axis 1 is 5, not 4)");
  }

  @Test
  void aWrongFixedDimensionBesideAnOpenOneIsNamed() {
    try (Model dynamic = Models.load("mlp_dynamic.onnx")) {
      assertThatThrownBy(() -> dynamic.run(Tensor.allocate(DType.FLOAT32, 2, 5)))
          .isInstanceOf(InvalidInputException.class)
          .hasMessage(
              "input 'x': expected shape [batch, 4], got shape [2, 5] (axis 1 is 5, not 4)");
    }
  }

  @Test
  void aBufferOfTheWrongByteSizeIsRefused() {
    ByteBuffer data = ByteBuffer.allocateDirect(12).order(ByteOrder.nativeOrder());
    assertThatThrownBy(() -> Tensor.wrap(DType.FLOAT32, data, 1, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "shape [1, 4] of float32 needs 16 bytes, the buffer has 12 from its position to its"
                + " limit");
  }

  @Test
  void aBufferOfTheWrongByteOrderIsRefused() {
    ByteOrder foreign =
        ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN
            ? ByteOrder.LITTLE_ENDIAN
            : ByteOrder.BIG_ENDIAN;
    assertThatThrownBy(
            () -> Tensor.wrap(DType.FLOAT32, ByteBuffer.allocateDirect(16).order(foreign), 1, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("its byte order is " + foreign);
  }

  @Test
  void textThatTheRuntimeWouldSeeAsAnotherIsRefused() {
    try (Model encoder = Models.load("label_encoder.onnx")) {
      assertThat(encoder.run(Tensor.of(new String[] {"größe", "日本", "x"}, 3)).single().toLongs())
          .containsExactly(1, 2, -1);

      assertThatThrownBy(() -> encoder.run(Tensor.of(new String[] {"a", "😀"}, 2)))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageStartingWith("input 's': expected strings that ONNX Runtime's Java API passes")
          .hasMessageEndingWith("got \"😀\"");
    }
  }

  @Test
  void whatTheRuntimeRefusesIsSaidInItsWords() {
    try (Model failing = Models.load("failing.onnx")) {
      assertThatThrownBy(() -> failing.run(Tensor.of(new long[] {9}, 1)))
          .isInstanceOf(RunFailedException.class)
          .hasMessageContaining("idx=9 must be within the inclusive range [-4,3]")
          .hasMessageNotContaining("Error code");
    }
  }

  @Test
  void anUnknownOutputIsNamed() {
    assertThatThrownBy(() -> model.run(good).get("Y"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there is no output 'Y'; did you mean 'y'? There are [y]");
  }

  @Test
  void nullIsRefusedBeforeNativeCodeSeesIt() {
    assertThatThrownBy(() -> model.run((Tensor) null)).isInstanceOf(NullPointerException.class);
    Map<String, Tensor> withNull = new java.util.HashMap<>();
    withNull.put("x", null);
    assertThatThrownBy(() -> model.run(withNull)).isInstanceOf(InvalidInputException.class);
  }
}
