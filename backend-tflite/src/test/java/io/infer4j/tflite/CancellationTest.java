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
@Timeout(60)
class CancellationTest {
  @Test
  void aRunEndsBetweenTwoOperators() {
    try (Model model = Models.load("slow_dense", Models.option("xnnpack", "false"));
        IoBinding io = model.bind()) {
      long start = System.nanoTime();
      io.run();
      long whole = System.nanoTime() - start;
      long quickest = Long.MAX_VALUE;
      for (int round = 0; round < 5; round++) {
        start = System.nanoTime();
        cancelled(io);
        quickest = Math.min(quickest, System.nanoTime() - start);
      }
      assertThat(quickest).isLessThan(whole / 2);
    }
  }

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

  @Test
  void anotherBindingOfTheModelRunsOn() {
    try (Model model = Models.load("slow_dense");
        IoBinding cancelled = model.bind();
        IoBinding other = model.bind()) {
      CompletableFuture<Void> otherRun = CompletableFuture.runAsync(other::run);
      cancelled(cancelled);

      otherRun.join();
    }
  }

  @Test
  void cancellingWithoutARunIsNothing() {
    try (Model model = Models.load("convolution");
        IoBinding io = model.bind()) {
      assertThat(io.cancel()).isFalse();
      io.run();
    }
  }

  private static void cancelled(IoBinding io) {
    CompletableFuture<Void> run = CompletableFuture.runAsync(io::run);
    while (!io.cancel()) {
      Thread.onSpinWait();
    }
    assertThatThrownBy(run::join).hasCauseInstanceOf(RunCancelledException.class);
  }
}
