package io.infer4j.torch.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.infer4j.UnsupportedOperatorException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PyTorch's words, without the lines for its own developers. */
class MessagesTest {
  @Test
  void theInterpretersTracebackIsCut() {
    String said =
        """
        The following operation failed in the TorchScript interpreter.
        Traceback of TorchScript, serialized code (most recent call last):
          File "code/x.py", line 8, in forward
            ~~~~ <--- HERE
        RuntimeError: mat1 and mat2 shapes cannot be multiplied (1x5 and 4x8)
        """;

    assertThat(Messages.clean(said))
        .isEqualTo("mat1 and mat2 shapes cannot be multiplied (1x5 and 4x8)");
  }

  @Test
  void anErrorOfTheModelsOwnKeepsItsKind() {
    assertThat(
            Messages.clean("Traceback of TorchScript:\n  HERE\nbuiltins.ValueError: too small\n"))
        .isEqualTo("ValueError: too small");
  }

  @Test
  void theStackOfTheNativeCodeIsCut() {
    String said = "not a zip\nException raised from valid at x.cc:1 (most recent call first):\n#0";

    assertThat(Messages.clean(said)).isEqualTo("not a zip");
  }

  @Test
  void silenceIsSaid() {
    assertThat(Messages.clean(null)).isEqualTo("it gives no reason");
  }

  @Test
  void aMissingOperatorIsNamed() {
    RuntimeException e = new RuntimeException("Unknown builtin op: torchvision::nms.\nCould not");

    assertThat(Messages.load("m.pt", e))
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining("PyTorch has no operator torchvision::nms, which m.pt needs");
  }

  @Test
  void anOperatorThatTheLiteInterpreterLacksIsNamed() {
    RuntimeException e =
        new RuntimeException(
            "Following ops cannot be found. Please check if the operator library is included in the"
                + " build. Or post it in https://discuss.pytorch.org/aten::rexu ()");

    assertThat(Messages.load("m.ptl", e))
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining("PyTorch has no operator aten::rexu, which m.ptl needs");
  }

  @Test
  void theLiteInterpretersHandlesAreCut() {
    String said =
        "index 9 is out of bounds for dimension 0 with size 4\n\nDebug info for handle(s):"
            + " debug_handles:{-1}, was not found.\n\nException raised from x at y:1";

    assertThat(Messages.clean(said))
        .isEqualTo("index 9 is out of bounds for dimension 0 with size 4");
  }

  @Test
  void theListOfAllBackendsIsCut() {
    String said =
        "Could not run 'aten::imag' from the 'Conjugate' backend. 'aten::imag' is only available"
            + " for these backends: [Dense]. Dense: registered at a.cpp:1 [kernel]";

    assertThat(Messages.clean(said))
        .isEqualTo("Could not run 'aten::imag' from the 'Conjugate' backend.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " ",
        "'",
        "INTERNAL ASSERT FAILED at ",
        "Following ops cannot be found.",
        "aError",
        "Unknown builtin op: ",
        "discuss.pytorch.org/"
      })
  void timeGrowsWithTheLengthOfWhatIsSaidAndNotWithItsSquare(String part) {
    RuntimeException e = new RuntimeException("x" + part.repeat(1_000_000 / part.length()) + "x");

    // Milliseconds, where squares and cubes of a million would take days.
    assertTimeoutPreemptively(
        Duration.ofSeconds(30),
        () -> {
          assertThat(Messages.load("m.pt", e)).hasMessageContaining("m.pt");
          assertThat(Messages.run(e).getMessage()).hasSizeLessThan(5000);
        });
  }
}
