package io.infer4j.torch.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.infer4j.ModelSource;
import io.infer4j.torch.Models;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A lite model's own program tells what the Android API does not. */
class BytecodeTest {
  private static LiteArchive archive(String name) {
    try (ModelFile file = ModelFile.of(ModelSource.of(Models.path(name + ".ptl")))) {
      return LiteArchive.of(file);
    }
  }

  @Test
  void tellsArgumentsTypesAndDefaults() {
    LiteMethod method = archive("defaults").method("forward");

    assertThat(method.schema.arguments)
        .extracting(argument -> argument.name + ": " + argument.type)
        .containsExactly("x: Tensor", "bias: Optional[Tensor]", "times: int", "negate: bool");
    assertThat(method.defaultOf(1)).isNull();
    assertThat(method.defaultOf(2)).isEqualTo(2L);
    assertThat(method.defaultOf(3)).isEqualTo(false);
  }

  @ParameterizedTest
  @CsvSource({
    "mlp, Tensor",
    "methods, Tensor",
    "dict, 'Dict[str, Tensor]'",
    "clip, 'Tuple[Tensor, Tensor]'",
    "mlp.opt, Tensor",
    "dynamic_quantized, Tensor"
  })
  void tellsWhatAMethodReturns(String name, String type) {
    assertThat(archive(name).method("forward").schema.returns).isEqualTo(type);
  }

  @Test
  void tellsTheExtraFileAndThatThereIsNone() {
    assertThat(archive("names").text).contains("größe/0:1");
    assertThat(archive("mlp_bare").text).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "mlp, false, false",
    "in_place, true, false",
    "stateful, true, true",
    "clip, false, false",
    "static_quantized, false, true",
    "mlp.opt, false, false"
  })
  void tellsWhetherItMayWriteToInputsOrKeepThem(String name, boolean writes, boolean keeps) {
    assertThat(archive(name).writes()).isEqualTo(writes);
    assertThat(archive(name).keeps()).isEqualTo(keeps);
  }

  @Test
  void aPickleReadsAllKindsOfNumbers() {
    byte[] pickle = {
      (byte) 0x80,
      2,
      '(',
      'K',
      (byte) 200,
      'M',
      1,
      2,
      'J',
      -1,
      -1,
      -1,
      -1,
      (byte) 0x8a,
      2,
      0,
      (byte) 0x80,
      'G',
      0x3f,
      (byte) 0xe0,
      0,
      0,
      0,
      0,
      0,
      0,
      (byte) 0x88,
      'N',
      't',
      '.'
    };

    assertThat(Pickle.read(pickle)).hasToString("[200, 513, -1, -32768, 0.5, true, null]");
  }

  @Test
  void anUnknownOpcodeIsNamed() {
    assertThatThrownBy(() -> Pickle.read(new byte[] {(byte) 0x80, 2, 'Z'})).hasMessage("opcode 90");
  }
}
