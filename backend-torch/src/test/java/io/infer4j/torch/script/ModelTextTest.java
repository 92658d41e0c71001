package io.infer4j.torch.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.infer4j.ModelLoadException;
import io.infer4j.torch.values.ModelInputs;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an extra file of any size may say. */
class ModelTextTest {
  private static ModelText text(String entries) {
    return new ModelText("m.pt", "infer4j.version=1\n" + entries, "forward");
  }

  private static ModelText manyInputs() {
    return text(
        IntStream.range(0, 200_000)
            .mapToObj(i -> "input." + i + ".name=n" + i + "\n")
            .collect(Collectors.joining()));
  }

  @Test
  void timeGrowsWithTheNumberOfInputsAndNotWithItsSquare() {
    // Half a second, where it took minutes.
    assertTimeoutPreemptively(
        Duration.ofSeconds(60), () -> assertThat(manyInputs().inputs).hasSize(200_000));
  }

  @Test
  void aMessageNamesTheFirstOfManyInputs() {
    MethodSchema schema =
        new MethodSchema(Arrays.asList(new Argument("x", "Tensor", false)), "Tensor");
    ModelText text = manyInputs();

    assertThatThrownBy(() -> ModelInputs.of("m.pt", "forward", schema, text, Set.of(), null))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("200000 inputs [n0, n1, ")
        .hasMessageEndingWith("n19] and 199980 more");
  }

  @ParameterizedTest
  @CsvSource({
    "float32, '1000000,1000000,1000000'",
    "float32, 600000000",
    "float64, 9223372036854775807",
    "uint8, '65536,65536'"
  })
  void aTensorThatNoMemoryHoldsIsRefusedByName(String dtype, String shape) {
    String entries = "input.0.name=x\ninput.0.dtype=" + dtype + "\ninput.0.shape=" + shape + "\n";

    assertThatThrownBy(() -> text(entries))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("m.pt: input.0.shape: expected at most 2^31-1 bytes in all, got x ");
  }

  @Test
  void anOpenDimensionIsOfAnySize() {
    assertThat(text("input.0.name=x\ninput.0.dtype=float32\ninput.0.shape=n,2000000000\n").inputs)
        .hasToString("[x float32[n, 2000000000]]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          input.1.name=a        | input.0.name: expected a name, as there is input.1.name
          input.x.name=a        | input.0.name: expected a name, as there is input.x.name
          input.0=a             | input.0.name: expected a name, as there is input.0
          input.0.name=         | input.0.name: expected a name, got nothing
          input.00.name=a       | input.0.name: expected a name, as there is input.00.name
          """)
  void aKeyThatCannotBePlacedIsNamed(String entry, String message) {
    assertThatThrownBy(() -> text(entry + "\n"))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining(message);
  }
}
