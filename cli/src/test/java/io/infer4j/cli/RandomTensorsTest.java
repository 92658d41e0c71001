package io.infer4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.infer4j.DType;
import io.infer4j.Shape;
import io.infer4j.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RandomTensorsTest {
  private static final Shape MANY = Shape.of(10, 100);

  @ParameterizedTest
  @EnumSource(
      value = DType.class,
      names = {"FLOAT16", "BFLOAT16", "FLOAT32", "FLOAT64"})
  void floatsAreFromZeroInclusiveToOneExclusive(DType dtype) {
    Tensor tensor = new RandomTensors(1).make("x", dtype, MANY);

    assertThat(tensor.dtype()).isEqualTo(dtype);
    assertThat(tensor.shape()).isEqualTo(MANY);
    for (double value : tensor.toDoubles()) {
      assertThat(value).isGreaterThanOrEqualTo(0).isLessThan(1);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = DType.class,
      names = {".*INT.*"},
      mode = EnumSource.Mode.MATCH_ALL)
  void integersAreDigits(DType dtype) {
    Tensor tensor = new RandomTensors(1).make("x", dtype, MANY);

    assertThat(tensor.dtype()).isEqualTo(dtype);
    assertThat(tensor.toInts()).contains(0, 9);
    for (int value : tensor.toInts()) {
      assertThat(value).isBetween(0, 9);
    }
  }

  @Test
  void boolsAreBoth() {
    assertThat(new RandomTensors(1).make("x", DType.BOOL, MANY).toInts()).containsOnly(0, 1);
  }

  @Test
  void stringsAreLetters() {
    assertThat(new RandomTensors(1).make("x", DType.STRING, MANY).asStrings())
        .allMatch(text -> text.matches("[a-z]"));
  }

  @Test
  void inputsOfOneSeedDiffer() {
    RandomTensors random = new RandomTensors(1);

    assertThat(random.make("a", DType.FLOAT32, MANY).toFloats())
        .isNotEqualTo(random.make("b", DType.FLOAT32, MANY).toFloats());
  }
}
