package io.infer4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class IoBindingCancelTest {
  private final FakeEngine engine = new FakeEngine();
  private final Model model = engine.load();
  private final IoBinding io = model.bind();

  @AfterEach
  void noRuleOfTheSpiWasBrokenAndEverythingIsClosed() {
    model.close();
    assertThat(engine.violations).isEmpty();
    assertThat(engine.bindingCloses).hasValue(engine.binds.get());
    assertThat(engine.modelCloses).hasValue(1);
  }

  /** A run that lasts until it is cancelled. */
  @SuppressWarnings("ThreadPriorityCheck")
  private static void untilCancelled(FakeEngine.FakeBinding binding) {
    while (!binding.cancelled) {
      Thread.yield();
    }
    throw new RunCancelledException("cancelled");
  }

  /** Such a run on another thread, begun. */
  private CompletableFuture<Void> startLongRun() {
    Gate begun = new Gate();
    begun.open();
    engine.onRun =
        binding -> {
          begun.pass();
          untilCancelled(binding);
        };
    CompletableFuture<Void> run =
        Gate.start(() -> assertThatThrownBy(io::run).isInstanceOf(RunCancelledException.class));
    begun.awaitReached();
    return run;
  }

  @Test
  void cancelEndsTheRunInProgress() {
    CompletableFuture<Void> run = startLongRun();
    assertThat(io.cancel()).isTrue();
    run.join();
    assertThat(engine.cancels).hasValue(1);
  }

  @Test
  void theRunAfterACancelledOneIsNotCancelled() {
    CompletableFuture<Void> run = startLongRun();
    io.cancel();
    run.join();
    assertThat(engine.clears).hasValue(1);
    engine.onRun = binding -> assertThat(binding.cancelled).isFalse();
    io.run();
    assertThat(io.output("y").toFloats()).containsExactly(1, 1);
  }

  @Test
  void cancelOfAnIdleBindingIsNothing() {
    assertThat(io.cancel()).isFalse();
    engine.onRun = binding -> assertThat(binding.cancelled).isFalse();
    io.run();
    assertThat(io.cancel()).isFalse();
    assertThat(engine.cancels).hasValue(0);
    assertThat(engine.clears).hasValue(0);
  }

  @Test
  void cancellingTwiceReachesTheRuntimeOnce() {
    Gate gate = new Gate();
    engine.onRun = binding -> gate.pass();
    CompletableFuture<Void> run = Gate.start(io::run);
    gate.awaitReached();
    assertThat(io.cancel()).isTrue();
    assertThat(io.cancel()).isTrue();
    gate.open();
    run.join();
    assertThat(engine.cancels).hasValue(1);
    assertThat(engine.clears).hasValue(1);
  }

  @Test
  void aRunWaitsForACancelThatIsInsideOfTheRuntime() {
    Gate running = new Gate();
    Gate cancelling = new Gate();
    engine.onRun = binding -> running.pass();
    engine.onCancel = cancelling::pass;
    CompletableFuture<Void> run = Gate.start(io::run);
    running.awaitReached();
    CompletableFuture<Void> cancel = Gate.start(() -> assertThat(io.cancel()).isTrue());
    cancelling.awaitReached();
    running.open();
    assertThat(engine.clears).hasValue(0);
    assertThat(run).isNotDone();
    cancelling.open();
    cancel.join();
    run.join();
    assertThat(engine.clears).hasValue(1);
  }

  @Test
  void closeDuringACancelWaitsForItsEnd() {
    Gate running = new Gate();
    Gate cancelling = new Gate();
    engine.onRun = binding -> running.pass();
    engine.onCancel = cancelling::pass;
    CompletableFuture<Void> run = Gate.start(io::run);
    running.awaitReached();
    CompletableFuture<Void> cancel = Gate.start(() -> assertThat(io.cancel()).isTrue());
    cancelling.awaitReached();
    io.close();
    running.open();
    assertThat(engine.bindingCloses).hasValue(0);
    cancelling.open();
    cancel.join();
    run.join();
    assertThat(engine.bindingCloses).hasValue(1);
  }

  @Test
  void aRunOfAClosedBindingCanStillBeCancelled() {
    CompletableFuture<Void> run = startLongRun();
    io.close();
    assertThat(engine.bindingCloses).hasValue(0);
    assertThat(io.cancel()).isTrue();
    run.join();
    assertThat(engine.bindingCloses).hasValue(1);
    assertThat(io.cancel()).isFalse();
  }

  @Test
  void anEngineThatCannotCancelSaysSo() {
    FakeEngine other = FakeEngine.named("other");
    other.capabilities = EnumSet.complementOf(EnumSet.of(Capability.CANCELLATION));
    try (Model uncancellable = other.load();
        IoBinding binding = uncancellable.bind()) {
      assertThatThrownBy(binding::cancel)
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessage("engine other cannot cancel a run");
    }
    assertThat(other.cancels).hasValue(0);
  }

  @Test
  void aCancelThatThrowsIsToldTheCancellerAndTheRunGoesOn() {
    Gate gate = new Gate();
    engine.onRun = binding -> gate.pass();
    engine.onCancel =
        () -> {
          throw new IllegalStateException("cannot");
        };
    CompletableFuture<Void> run = Gate.start(io::run);
    gate.awaitReached();
    assertThatThrownBy(io::cancel).hasMessage("cannot");
    gate.open();
    run.join();
    assertThat(engine.clears).hasValue(1);
    io.run();
  }

  @Test
  void aClearCancelThatThrowsDoesNotLeaveTheBindingInUse() {
    engine.onClearCancel =
        () -> {
          throw new IllegalStateException("cannot clear");
        };
    Gate gate = new Gate();
    engine.onRun = binding -> gate.pass();
    CompletableFuture<Void> run =
        Gate.start(() -> assertThatThrownBy(io::run).hasMessage("cannot clear"));
    gate.awaitReached();
    io.cancel();
    gate.open();
    run.join();
    engine.onClearCancel = () -> {};
    io.run();
    io.close();
    assertThat(engine.bindingCloses).hasValue(1);
  }

  @Test
  void aThreadThatCancelsWithoutPauseDoesNotKeepARunFromEnding() {
    AtomicBoolean done = new AtomicBoolean();
    CompletableFuture<Void> canceller =
        Gate.start(
            () -> {
              while (!done.get()) {
                io.cancel();
              }
            });
    for (int i = 0; i < 20_000; i++) {
      io.run();
    }
    done.set(true);
    canceller.join();
    assertThat(engine.runs).hasValue(20_000);
    assertThat(engine.clears).hasValue(engine.cancels.get());
  }

  @Test
  void noRunIsCancelledByTheCancelOfAnother() {
    // Each run is cancelled only if a cancel came between its beginning and its end.
    AtomicBoolean done = new AtomicBoolean();
    int cancelled = 0;
    engine.onRun =
        binding -> {
          if (binding.cancelled) {
            throw new RunCancelledException("cancelled");
          }
        };
    CompletableFuture<Void> canceller =
        Gate.start(
            () -> {
              while (!done.get()) {
                io.cancel();
              }
            });
    for (int i = 0; i < 20_000; i++) {
      try {
        io.run();
      } catch (RunCancelledException e) {
        cancelled++;
      }
    }
    done.set(true);
    canceller.join();
    assertThat(cancelled).isLessThanOrEqualTo(engine.cancels.get());
    io.run(); // Nothing is left of the cancels.
  }
}
