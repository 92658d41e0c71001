package io.infer4j.tflite.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The runtime's words, cleaned. */
class MessagesTest {
  @Test
  void leavesOutWhereInTheRuntimesSourcesItHappened() {
    assertThat(
            Messages.clean(
                "/home/runner/lite/kernels/conv.cc:347 a != b (1 != 2)\n"
                    + "C:\\lite\\split.cc Not an even split"))
        .isEqualTo("a != b (1 != 2) Not an even split");
    assertThat(Messages.clean("no operator my/op.c:x here"))
        .isEqualTo("no operator my/op.c:x here");
  }

  /** Names are a model's: what took cubic time would not end here. */
  @Test
  void cleansNamesOfAnyLength() {
    String name = "/".repeat(500_000);

    assertThat(Messages.clean("Encountered unresolved custom op: " + name + ".\n"))
        .isEqualTo("Encountered unresolved custom op: " + name + ".");
    assertThat(Messages.missingOperator("Encountered unresolved custom op: " + name + "."))
        .isEqualTo(name);
  }
}
