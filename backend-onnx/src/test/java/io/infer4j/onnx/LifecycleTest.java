package io.infer4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.infer4j.IoBinding;
import io.infer4j.Model;
import io.infer4j.RunCancelledException;
import io.infer4j.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** No order of calls and no number of threads crashes the JVM or gives a wrong answer. */
@Timeout(120)
class LifecycleTest {
  private final Tensor input = Models.npy("mlp_input.npy");

  @Test
  void tenThousandRacesOfCloseAndRunCrashNothing() throws Exception {
    AtomicInteger ran = new AtomicInteger();
    AtomicInteger refused = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      for (int race = 0; race < 10_000; race++) {
        Model model = Models.load("mlp.onnx");
        IoBinding io = model.bind();
        CountDownLatch start = new CountDownLatch(1);
        List<Future<?>> actors = new ArrayList<>();
        actors.add(threads.submit(() -> attempt(start, io::run, ran, refused)));
        actors.add(
            threads.submit(() -> attempt(start, () -> model.run(input.slice(0, 1)), ran, refused)));
        boolean bindingFirst = race % 2 == 0;
        actors.add(
            threads.submit(
                () -> {
                  await(start);
                  if (bindingFirst) {
                    io.close();
                  }
                  model.close();
                }));
        start.countDown();
        for (Future<?> actor : actors) {
          actor.get();
        }
      }
    } finally {
      threads.shutdown();
    }
    assertThat(ran.get() + refused.get()).isEqualTo(20_000);
    assertThat(ran.get()).as("runs that came first").isPositive();
    assertThat(refused.get()).as("runs that came too late").isPositive();
  }

  @Test
  void racesOfCancelAndRunCrashNothing() throws Exception {
    AtomicInteger cancelled = new AtomicInteger();
    try (Model model = Models.load("slow.onnx");
        IoBinding io = model.bind()) {
      io.input("steps").asLongs().put(0, 1);
      CompletableFuture<Void> canceller =
          CompletableFuture.runAsync(
              () -> {
                while (!Thread.currentThread().isInterrupted() && cancelled.get() < 500) {
                  io.cancel();
                }
              });
      while (cancelled.get() < 500) {
        try {
          io.run();
        } catch (RunCancelledException e) {
          cancelled.incrementAndGet();
        }
      }
      canceller.join();
    }
  }

  @Test
  void sixtyFourThreadsOnOneModelGetTheirOwnAnswers() throws Exception {
    AtomicInteger wrong = new AtomicInteger();
    try (Model model = Models.load("mlp.onnx")) {
      float[][] rows = new float[5][];
      for (int row = 0; row < 5; row++) {
        rows[row] = model.run(input.slice(row, row + 1)).single().toFloats();
      }
      ExecutorService threads = Executors.newFixedThreadPool(64);
      List<Future<?>> all = new ArrayList<>();
      for (int t = 0; t < 64; t++) {
        int row = t % 5;
        boolean bound = t % 2 == 0;
        all.add(
            threads.submit(
                () -> {
                  try (IoBinding io = model.bind()) {
                    Tensor x = input.slice(row, row + 1);
                    io.input("x").asFloats().put(x.asFloats());
                    for (int i = 0; i < 1000; i++) {
                      float[] y;
                      if (bound) {
                        io.run();
                        y = io.output("y").toFloats();
                      } else {
                        y = model.run(x).single().toFloats();
                      }
                      if (!java.util.Arrays.equals(y, rows[row])) {
                        wrong.incrementAndGet();
                      }
                    }
                  }
                }));
      }
      for (Future<?> each : all) {
        each.get();
      }
      threads.shutdown();
    }
    assertThat(wrong).hasValue(0);
  }

  private static void attempt(
      CountDownLatch start, Runnable run, AtomicInteger ran, AtomicInteger refused) {
    await(start);
    try {
      run.run();
      ran.incrementAndGet();
    } catch (IllegalStateException e) {
      assertThat(e).hasMessageContaining("closed");
      refused.incrementAndGet();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
