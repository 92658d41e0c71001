package io.infer4j.tflite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.infer4j.IoBinding;
import io.infer4j.Model;
import io.infer4j.RunCancelledException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run can be ended from another thread. */
@Timeout(300)
class CancellationTest {
  @ParameterizedTest
  @ValueSource(strings = {"true", "false"})
  void theNextRunIsNotCancelled(String xnnpack) {
    try (Model model = Models.load("slow_dense", Models.option("xnnpack", xnnpack));
        IoBinding io = model.bind()) {
      io.input("x").asFloats().put(5, 2.5f);
      for (int round = 0; round < 3; round++) {
        cancelled(io);

        io.run();
        assertThat(io.output("y").asFloats().get(5)).isEqualTo(2.5f);
      }
    }
  }

  @Test
  void theInterpreterOfACancelledBindingServesTheNext() {
    try (Model model = Models.load("slow_dense", Models.option("xnnpack", "false"))) {
      for (int round = 0; round < 3; round++) {
        try (IoBinding io = model.bind()) {
          io.input("x").asFloats().put(5, round);
          io.run();
          assertThat(io.output("y").asFloats().get(5)).isEqualTo(round);
          cancelled(io);
        }
      }
    }
  }

  /** Again where a run was over before this thread had its turn to cancel it. */
  private static void cancelled(IoBinding io) {
    CompletableFuture<Void> run;
    do {
      run = CompletableFuture.runAsync(io::run);
      while (!run.isDone()) {
        io.cancel();
      }
    } while (!run.isCompletedExceptionally());
    assertThatThrownBy(run::join).hasCauseInstanceOf(RunCancelledException.class);
  }
}
