package io.infer4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LoadOptionsTest {
  @Test
  void theDefaultsLeaveEverythingToTheRuntime() {
    LoadOptions options = LoadOptions.defaults();
    assertThat(options.engine()).isEmpty();
    assertThat(options.threads()).isZero();
    assertThat(options.accelerators()).isEmpty();
    assertThat(options.strictPlacement()).isFalse();
    assertThat(options.optimization()).isEqualTo(OptimizationLevel.ALL);
    assertThat(options.lowMemory()).isFalse();
    assertThat(options.options("any")).isEmpty();
  }

  @Test
  void eachAdditionKeepsTheOthers() {
    LoadOptions options =
        LoadOptions.defaults()
            .withOption("onnxruntime", "a", "1")
            .withLowMemory()
            .withOptimization(OptimizationLevel.BASIC)
            .withStrictPlacement()
            .withAccelerators("coreml", "cpu")
            .withThreads(2)
            .withEngine("onnxruntime");
    assertThat(options.engine()).contains("onnxruntime");
    assertThat(options.threads()).isEqualTo(2);
    assertThat(options.accelerators()).containsExactly("coreml", "cpu");
    assertThat(options.strictPlacement()).isTrue();
    assertThat(options.optimization()).isEqualTo(OptimizationLevel.BASIC);
    assertThat(options.lowMemory()).isTrue();
    assertThat(options.options("onnxruntime")).containsEntry("a", "1");
  }

  @Test
  void anAdditionLeavesTheOriginal() {
    LoadOptions original = LoadOptions.defaults().withOption("e", "a", "1");
    LoadOptions other = original.withOption("e", "b", "2").withThreads(3);
    assertThat(original.options("e").keySet()).containsExactly("a");
    assertThat(original.threads()).isZero();
    assertThat(other.options("e").keySet()).containsExactly("a", "b");
  }

  @Test
  void optionsBelongToOneEngineAndTheLastOfAKeyCounts() {
    LoadOptions options =
        LoadOptions.defaults()
            .withOption("e", "a", "1")
            .withOption("f", "a", "2")
            .withOption("e", "a", "3");
    assertThat(options.options("e")).containsExactly(java.util.Map.entry("a", "3"));
    assertThat(options.options("f")).containsExactly(java.util.Map.entry("a", "2"));
    assertThat(options.enginesWithOptions()).containsExactly("e", "f");
  }

  @Test
  void negativeThreadsAreRefused() {
    assertThatThrownBy(() -> LoadOptions.defaults().withThreads(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("threads must be 0 (the runtime's choice) or more, got -1");
  }

  @Test
  void moreThreadsThanCanBeMeantAreRefusedWithTheReason() {
    int processors = Runtime.getRuntime().availableProcessors();
    int most = Math.max(64, 4 * processors);

    assertThat(LoadOptions.defaults().withThreads(most).threads()).isEqualTo(most);
    assertThatThrownBy(() -> LoadOptions.defaults().withThreads(most + 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("threads must be at most " + most)
        .hasMessageContaining("there are " + processors + " processors")
        .hasMessageEndingWith("got " + (most + 1));
  }

  @Test
  void theCallersArrayIsCopied() {
    String[] names = {"cuda"};
    LoadOptions options = LoadOptions.defaults().withAccelerators(names);
    names[0] = "coreml";
    assertThat(options.accelerators()).containsExactly("cuda");
  }

  @Test
  void whatIsGivenBackCannotBeChanged() {
    LoadOptions options = LoadOptions.defaults().withAccelerators("cpu").withOption("e", "a", "1");
    assertThat(options.accelerators()).isUnmodifiable();
    assertThatThrownBy(() -> options.options("e").put("b", "2"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void nullIsRefusedWhenItIsSaidAndNotWhenItIsUsed() {
    assertThatThrownBy(() -> LoadOptions.defaults().withEngine(null)).hasMessage("name");
    assertThatThrownBy(() -> LoadOptions.defaults().withOptimization(null)).hasMessage("level");
    assertThatThrownBy(() -> LoadOptions.defaults().withOption("e", null, "v")).hasMessage("key");
    assertThatThrownBy(() -> LoadOptions.defaults().withOption("e", "k", null)).hasMessage("value");
  }

  @Test
  @SuppressWarnings("NullAway")
  void namesThatAreNullAreRefusedAtOnce() {
    LoadOptions options = LoadOptions.defaults();
    assertThatThrownBy(() -> options.withOption(null, "a", "b"))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("engineName");
    assertThatThrownBy(() -> options.withAccelerators("cpu", null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("an accelerator's name");
  }
}
