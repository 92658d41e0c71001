package io.infer4j.tflite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.infer4j.IoBinding;
import io.infer4j.Model;
import io.infer4j.RunCancelledException;
import io.infer4j.Shape;
import io.infer4j.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** No order of calls and no number of threads crashes the JVM or gives a wrong answer. */
@Timeout(120)
class LifecycleTest {
  private final Tensor input = Tensor.of(new float[] {1, 2, 3}, 1, 3);

  @Test
  void aScopeOfTheCallersThatEndsFreesNothingOfOurs() {
    Model model;
    IoBinding io;
    try (PointerScope scope = new PointerScope()) {
      model = Models.load("fc");
      io = model.bind(Shape.of(1, 3));
      assertThat(scope).isNotNull();
    }
    io.run();
    assertThat(model.run(input).single().toFloats()).containsExactly(14.5f, 31.5f);
    assertThatThrownBy(() -> Models.load("bad_tensor_index")).hasMessageContaining("inconsistent");
    model.close();
  }

  @Test
  void tenThousandRacesOfCloseAndRunCrashNothing() throws Exception {
    AtomicInteger ran = new AtomicInteger();
    AtomicInteger refused = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      for (int race = 0; race < 10_000; race++) {
        Model model = Models.load("fc");
        IoBinding io = model.bind(Shape.of(1, 3));
        CountDownLatch start = new CountDownLatch(1);
        List<Future<?>> actors = new ArrayList<>();
        actors.add(threads.submit(() -> attempt(start, io::run, ran, refused)));
        actors.add(threads.submit(() -> attempt(start, () -> model.run(input), ran, refused)));
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
  void racesOfCancelAndRunCrashNothing() {
    AtomicInteger cancelled = new AtomicInteger();
    try (Model model = Models.load("slow_dense", Models.option("xnnpack", "false"));
        IoBinding io = model.bind()) {
      CompletableFuture<Void> canceller =
          CompletableFuture.runAsync(
              () -> {
                while (cancelled.get() < 200) {
                  io.cancel();
                }
              });
      while (cancelled.get() < 200) {
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
    AtomicInteger right = new AtomicInteger();
    try (Model model = Models.load("fc")) {
      ExecutorService threads = Executors.newFixedThreadPool(64);
      List<Future<?>> all = new ArrayList<>();
      for (int t = 0; t < 64; t++) {
        int thread = t;
        all.add(
            threads.submit(
                () -> {
                  int rows = thread % 5 + 1;
                  Tensor x = Tensor.allocate(io.infer4j.DType.FLOAT32, rows, 3);
                  x.asFloats().put(3 * rows - 1, thread);
                  try (IoBinding io = model.bind(Shape.of(rows, 3))) {
                    io.input("feature").asFloats().put(x.asFloats());
                    for (int i = 0; i < 1600; i++) {
                      Tensor y;
                      if (thread % 2 == 0) {
                        io.run();
                        y = io.output("score");
                      } else {
                        y = model.run(x).single();
                      }
                      float last = y.asFloats().get(2 * rows - 1);
                      (last == 6 * thread - 0.5f ? right : wrong).incrementAndGet();
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
    assertThat(right).hasValue(102_400);
  }

  @Test
  void failuresOnManyThreadsKeepTheirOwnWords() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Future<?>> all = new ArrayList<>();
    for (int t = 0; t < 8; t++) {
      String file = t % 2 == 0 ? "custom_op" : "flex_op";
      String operator = t % 2 == 0 ? "Frobnicate" : "FlexErf";
      String other = t % 2 == 0 ? "FlexErf" : "Frobnicate";
      all.add(
          threads.submit(
              () -> {
                for (int i = 0; i < 300; i++) {
                  assertThatThrownBy(() -> Models.load(file))
                      .hasMessageContaining("no operator " + operator)
                      .hasMessageNotContaining(other);
                }
              }));
    }
    for (Future<?> each : all) {
      each.get();
    }
    threads.shutdown();
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
