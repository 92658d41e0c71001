package io.infer4j.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.infer4j.Capability;
import io.infer4j.IoBinding;
import io.infer4j.Model;
import io.infer4j.RunCancelledException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Cancellation: a run can be ended from another thread. */
interface CancellationRules {
  /** On a busy machine a run may be over before a thread that is to cancel it gets its turn. */
  int ATTEMPTS = 10;

  /** How long to wait for a cancel to come during a run, which nothing but chance brings about. */
  long PATIENCE_NANOS = 60_000_000_000L;

  /**
   * Runs on another thread, cancels when the backend has been reached; what the run threw. Again
   * where the run was over before.
   */
  private static @Nullable Throwable cancelled(IoBinding io) throws InterruptedException {
    Throwable end = null;
    for (int i = 0; i < ATTEMPTS && end == null; i++) {
      RunInProgress run = RunInProgress.of(io);
      while (!run.isOver()) {
        io.cancel();
        Thread.sleep(1);
      }
      end = run.end();
    }
    return end;
  }

  @Rule(
      id = "CANC-01",
      says = "A run that is cancelled ends as cancelled.",
      lookAt = "RuntimeBinding.run(): RunCancelledException when cancel() ended it",
      fixtures = "slow",
      needs = Capability.CANCELLATION)
  default void aCancelledRunSaysSo(Subject subject) throws Exception {
    try (Model model = subject.load("slow");
        IoBinding io = Subject.bind(model, Fixture.of("slow"), 0)) {
      assertThat(cancelled(io)).isInstanceOf(RunCancelledException.class);
    }
  }

  @Rule(
      id = "CANC-02",
      says = "A run that is cancelled ends well before it would have.",
      lookAt = "RuntimeBinding.cancel(): it has to reach the runtime while it runs",
      fixtures = "slow",
      needs = Capability.CANCELLATION)
  default void aCancelledRunEndsSoon(Subject subject) throws Exception {
    try (Model model = subject.load("slow");
        IoBinding io = Subject.bind(model, Fixture.of("slow"), 0)) {
      long whole = Long.MAX_VALUE;
      for (int i = 0; i < 2; i++) {
        long start = System.nanoTime();
        io.run();
        whole = Math.min(whole, System.nanoTime() - start);
      }
      long quickest = Long.MAX_VALUE;
      for (int i = 0; i < ATTEMPTS && quickest > whole / 2; i++) {
        long start = System.nanoTime();
        RunInProgress run = RunInProgress.of(io);
        while (!run.isOver()) {
          io.cancel();
          Thread.sleep(1);
        }
        // One that was over before, or was not cancelled, tells nothing.
        if (run.end() instanceof RunCancelledException) {
          quickest = Math.min(quickest, System.nanoTime() - start);
        }
      }
      assertThat(quickest)
          .as("nanoseconds until a cancelled run ended, where a whole one takes %s", whole)
          .isLessThan(whole / 2);
    }
  }

  @Rule(
      id = "CANC-03",
      says = "The run after a cancelled one is whole and right.",
      lookAt = "RuntimeBinding.clearCancel(), and what a cancelled run leaves in the runtime",
      fixtures = "slow",
      needs = Capability.CANCELLATION)
  default void theNextRunIsWhole(Subject subject) throws Exception {
    Fixture fixture = Fixture.of("slow");
    try (Model model = subject.load("slow");
        IoBinding io = Subject.bind(model, fixture, 0)) {
      cancelled(io);
      fixture.write(1, io);
      io.run();
      fixture.check(1, io);
    }
  }

  @Rule(
      id = "CANC-04",
      says = "Cancelling one binding leaves the other runs of the model alone.",
      lookAt = "RuntimeBinding.cancel(): its flag has to be the binding's, not the model's",
      fixtures = "slow",
      needs = Capability.CANCELLATION)
  default void otherBindingsRunOn(Subject subject) throws Exception {
    Fixture fixture = Fixture.of("slow");
    try (Model model = subject.load("slow");
        IoBinding io = Subject.bind(model, fixture, 0);
        IoBinding other = Subject.bind(model, fixture, 1)) {
      RunInProgress otherRun = RunInProgress.of(other);
      cancelled(io);
      assertThat(otherRun.end()).as("what the other run threw").isNull();
      fixture.check(1, other);
    }
  }

  @Rule(
      id = "CANC-05",
      says = "Cancelling where nothing runs does nothing, also to the next run.",
      lookAt = "RuntimeBinding.clearCancel()",
      fixtures = "mlp",
      needs = Capability.CANCELLATION)
  default void cancellingNothingIsNothing(Subject subject) {
    Fixture fixture = Fixture.of("mlp");
    try (Model model = subject.load("mlp");
        IoBinding io = Subject.bind(model, fixture, 0)) {
      assertThat(io.cancel()).as("whether there was a run").isFalse();
      io.run();
      assertThat(io.cancel()).as("whether there was a run").isFalse();
      fixture.write(0, io);
      io.run();
      fixture.check(0, io);
    }
  }

  @Rule(
      id = "CANC-06",
      says = "Cancelling at any moment, a run is right or cancelled, and nothing else.",
      lookAt = "RuntimeBinding.cancel() just before a run starts and just after its end",
      fixtures = "mlp",
      needs = Capability.CANCELLATION)
  default void cancelRacesWithRun(Subject subject) throws Exception {
    Fixture fixture = Fixture.of("mlp");
    AtomicBoolean over = new AtomicBoolean();
    AtomicBoolean reached = new AtomicBoolean();
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    try (Model model = subject.load("mlp");
        IoBinding io = Subject.bind(model, fixture, 0)) {
      Threads.together(
          2,
          thread -> {
            if (thread == 1) {
              while (!over.get()) {
                if (io.cancel()) {
                  reached.set(true);
                }
                Thread.onSpinWait();
              }
              return;
            }
            try {
              // Until a cancel has come during a run: on a busy machine that may take a while.
              for (int i = 0; i < 2000 || (!reached.get() && System.nanoTime() < deadline); i++) {
                try {
                  fixture.write(0, io);
                  io.run();
                  fixture.check(0, io);
                } catch (RunCancelledException e) {
                  assertThat(e).hasMessageNotContaining("\n");
                }
              }
            } finally {
              over.set(true);
            }
          });
      fixture.write(0, io);
      io.run();
      fixture.check(0, io);
    }
  }

  @Rule(
      id = "CANC-07",
      says = "A binding that is closed while its cancelled run ends, ends; its model runs on.",
      lookAt = "close() of RuntimeBinding after a cancelled run",
      fixtures = "slow",
      needs = Capability.CANCELLATION)
  default void closingAfterCancelIsFine(Subject subject) throws Exception {
    Fixture fixture = Fixture.of("slow");
    try (Model model = subject.load("slow")) {
      Throwable end = null;
      for (int i = 0; i < ATTEMPTS && end == null; i++) {
        IoBinding io = Subject.bind(model, fixture, 0);
        RunInProgress run = RunInProgress.of(io);
        io.cancel();
        io.close();
        end = run.end();
      }
      assertThat(end).isInstanceOf(RunCancelledException.class);
      try (IoBinding next = Subject.bind(model, fixture, 1)) {
        assertThat(next.cancel()).as("whether a new binding has a run").isFalse();
      }
    }
  }

  @Rule(
      id = "CANC-08",
      says = "An engine that cannot cancel says so when it is asked to.",
      lookAt = "capabilities(): without CANCELLATION core refuses",
      fixtures = "mlp",
      skipped = "where the engine has the capability CANCELLATION")
  default void anEngineThatCannotSaysSo(Subject subject) {
    if (subject.engine().capabilities().contains(Capability.CANCELLATION)) {
      throw new Skip("the engine has the capability CANCELLATION");
    }
    try (Model model = subject.load("mlp");
        IoBinding io = Subject.bind(model, Fixture.of("mlp"), 0)) {
      assertThatThrownBy(io::cancel)
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessageContaining(subject.engine().name());
    }
  }
}
