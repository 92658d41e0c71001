package io.infer4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Races of everything against everything; the fake engine notes each call that is forbidden. */
@Timeout(300)
class LifeCycleRaceTest {
  private static final int ROUNDS = 10_000;
  private static final int THREADS = 4;
  private static final long PATIENCE_NANOS = 60_000_000_000L;
  private static final Tensor TWO = Tensor.of(new float[] {1, 2}, 1, 2);

  /** What the threads of a round share; a new model each, so that close races with all. */
  private record Round(FakeEngine engine, Model model, IoBinding io) {
    static Round create(int number) {
      FakeEngine engine = new FakeEngine();
      engine.inputs = List.of(TensorSpec.of("x", DType.FLOAT32, Shape.of(-1, 2)));
      engine.outputs = List.of(TensorSpec.of("y", DType.FLOAT32, Shape.of(-1, 2)));
      int spins = number % 7 * 20;
      engine.onRun =
          binding -> {
            for (int i = 0; i < spins; i++) {
              if (binding.cancelled) {
                throw new RunCancelledException("cancelled");
              }
              Thread.onSpinWait();
            }
          };
      int failing = number % 5;
      AtomicInteger binds = new AtomicInteger();
      engine.onBind =
          () -> {
            if (binds.incrementAndGet() % 5 == failing && failing > 1) {
              throw new InferenceException("no memory today");
            }
          };
      Model model = engine.load();
      return new Round(engine, model, model.bindTo(Map.of("x", TWO)));
    }

    /** One call; what may go wrong is that it is closed, in use or cancelled, or cannot bind. */
    void act(int action, AtomicInteger done) {
      try {
        switch (action) {
          case 0, 1 -> io.run();
          case 2 -> io.cancel();
          case 3 -> io.close();
          case 4 -> model.close();
          case 5 -> io.rebind(Shape.of(2, 2));
          case 6 -> assertThat(io.output("y").dtype()).isEqualTo(DType.FLOAT32);
          case 7 -> assertThat(io.input("x").dtype()).isEqualTo(DType.FLOAT32);
          case 8 -> assertThat(model.run(TWO).single().toFloats()).containsExactly(2, 3);
          default -> {
            try (IoBinding own = model.bind(Shape.of(3, 2))) {
              own.run();
            }
          }
        }
        done.incrementAndGet();
      } catch (IllegalStateException | RunCancelledException e) {
        assertThat(e.getMessage()).containsAnyOf("closed", "in use", "cancelled");
      } catch (InferenceException e) {
        assertThat(e).hasMessage("no memory today");
      }
    }
  }

  @Test
  void theRuntimeIsNeverCalledAfterCloseNorByTwoThreadsAtOnce() {
    CyclicBarrier barrier = new CyclicBarrier(THREADS);
    Round[] rounds = new Round[ROUNDS];
    AtomicInteger done = new AtomicInteger();
    AtomicInteger made = new AtomicInteger();
    List<CompletableFuture<Void>> threads = new ArrayList<>();
    for (int t = 0; t < THREADS; t++) {
      int thread = t;
      threads.add(
          Gate.start(
              () -> {
                try {
                  race(thread, barrier, rounds, made, done);
                } finally {
                  barrier.reset(); // Who fails leaves nobody waiting.
                }
              }));
    }
    CompletableFuture.allOf(threads.toArray(new CompletableFuture<?>[0])).join();
    assertThat(done.get()).as("calls that went well").isGreaterThan(made.get());
  }

  private static void race(
      int thread, CyclicBarrier barrier, Round[] rounds, AtomicInteger made, AtomicInteger done) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    Random random = new Random(thread);
    for (int i = 0; i < ROUNDS; i++) {
      if (thread == 0 && System.nanoTime() < deadline) {
        rounds[i] = Round.create(i);
      }
      await(barrier);
      if (rounds[i] == null) {
        return; // A busy machine has no time for more.
      }
      for (int k = 0; k < 6; k++) {
        rounds[i].act(random.nextInt(10), done);
      }
      await(barrier);
      if (thread == 0) {
        check(rounds[i]);
        made.incrementAndGet();
        rounds[i] = null;
      }
    }
  }

  private static void check(Round round) {
    round.model.close();
    FakeEngine engine = round.engine;
    assertThat(engine.violations).isEmpty();
    assertThat(engine.modelCloses).hasValue(1);
    assertThat(engine.clears).as("each cancel is cleared").hasValue(engine.cancels.get());
    assertThat(engine.models.get(0).openBindings()).isZero();
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await(120, java.util.concurrent.TimeUnit.SECONDS);
    } catch (InterruptedException
        | BrokenBarrierException
        | java.util.concurrent.TimeoutException e) {
      throw new AssertionError(e);
    }
  }
}
