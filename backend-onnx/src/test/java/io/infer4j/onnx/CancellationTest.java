package io.infer4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.infer4j.IoBinding;
import io.infer4j.Model;
import io.infer4j.RunCancelledException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A run can be ended from another thread. */
@Timeout(60)
class CancellationTest {
  private static final int MINUTES_OF_STEPS = 1_000_000;

  @Test
  void aLongRunEndsSoonAsCancelled() throws Exception {
    try (Model model = Models.load("slow.onnx");
        IoBinding io = model.bind()) {
      io.input("steps").asLongs().put(0, MINUTES_OF_STEPS);
      CompletableFuture<Void> run = CompletableFuture.runAsync(io::run);
      cancelWhenRunning(io);

      assertThatThrownBy(() -> run.get(10, TimeUnit.SECONDS))
          .hasCauseInstanceOf(RunCancelledException.class);
    }
  }

  @Test
  void theNextRunIsNotCancelled() {
    try (Model model = Models.load("slow.onnx");
        IoBinding io = model.bind()) {
      io.input("x").asFloats().put(5, 2.5f);
      for (int round = 0; round < 3; round++) {
        io.input("steps").asLongs().put(0, MINUTES_OF_STEPS);
        CompletableFuture<Void> run = CompletableFuture.runAsync(io::run);
        cancelWhenRunning(io);
        assertThatThrownBy(run::join)
            .isInstanceOf(CompletionException.class)
            .hasCauseInstanceOf(RunCancelledException.class);

        io.input("steps").asLongs().put(0, 2);
        io.run();
        assertThat(io.output("y").asFloats().get(5)).isEqualTo(2.5f);
      }
    }
  }

  @Test
  void anotherBindingOfTheModelRunsOn() {
    try (Model model = Models.load("slow.onnx");
        IoBinding cancelled = model.bind();
        IoBinding other = model.bind()) {
      cancelled.input("steps").asLongs().put(0, MINUTES_OF_STEPS);
      CompletableFuture<Void> run = CompletableFuture.runAsync(cancelled::run);
      other.input("steps").asLongs().put(0, 300);
      CompletableFuture<Void> otherRun = CompletableFuture.runAsync(other::run);
      cancelWhenRunning(cancelled);

      assertThatThrownBy(run::join).hasCauseInstanceOf(RunCancelledException.class);
      otherRun.join();
    }
  }

  @Test
  void cancellingWithoutARunIsNothing() {
    try (Model model = Models.load("mlp.onnx");
        IoBinding io = model.bind()) {
      assertThat(io.cancel()).isFalse();
      io.run();
    }
  }

  private static void cancelWhenRunning(IoBinding io) {
    while (!io.cancel()) {
      Thread.onSpinWait();
    }
  }
}
