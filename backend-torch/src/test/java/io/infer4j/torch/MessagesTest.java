package io.infer4j.torch;

import static org.assertj.core.api.Assertions.assertThat;

import io.infer4j.UnsupportedOperatorException;
import org.junit.jupiter.api.Test;

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
}
