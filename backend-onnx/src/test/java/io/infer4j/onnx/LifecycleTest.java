package io.infer4j.onnx;

import static io.infer4j.testkit.TensorAssert.assertThatTensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
  private final Tensor expected = Models.npy("mlp_expected.npy");

  @Test
  void useAfterCloseIsRefused() {
    Model model = Models.load("mlp.onnx");
    IoBinding io = model.bind();
    model.close();

    assertThatThrownBy(() -> model.run(input.slice(0, 1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageMatching("the model .*mlp.onnx is closed");
    assertThatThrownBy(model::bind).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(io::run)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("this binding is closed, or its model is");
  }

  @Test
  void closingTwiceIsNothing() {
    Model model = Models.load("mlp.onnx");
    IoBinding io = model.bind();
    io.close();
    io.close();
    model.close();
    model.close();
    io.close();
  }

  @Test
  void memoryOfAClosedBindingStaysReadable() {
    Tensor x;
    Tensor y;
    try (Model model = Models.load("mlp.onnx");
        IoBinding io = model.bind()) {
      x = io.input("x");
      y = io.output("y");
      x.asFloats().put(input.slice(0, 1).asFloats());
      io.run();
    }
    System.gc();
    assertThatTensor(y).isCloseTo(expected.slice(0, 1), 1e-6, 1e-6);
    x.asFloats().put(0, 3);
  }

  @Test
  void closeDuringARunLetsItEnd() throws Exception {
    Model model = Models.load("slow.onnx");
    IoBinding io = model.bind();
    Tensor y = io.output("y");
    io.input("x").asFloats().put(7, 1.5f);
    io.input("steps").asLongs().put(0, 1000);
    CompletableFuture<Void> run = started(io);
    model.close();

    run.join();
    assertThat(y.asFloats().get(7)).isEqualTo(1.5f);
  }

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

  @Test
  void oneBindingOnTwoThreadsIsRefused() throws Exception {
    try (Model model = Models.load("slow.onnx");
        IoBinding io = model.bind()) {
      io.input("steps").asLongs().put(0, 1_000_000);
      CompletableFuture<Void> run = started(io);

      assertThatThrownBy(io::run)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("in use by another thread");

      io.cancel();
      assertThatThrownBy(run::join).hasCauseInstanceOf(RunCancelledException.class);
    }
  }

  /** A run on another thread that has had time to begin. */
  private static CompletableFuture<Void> started(IoBinding io) throws InterruptedException {
    CountDownLatch beginning = new CountDownLatch(1);
    CompletableFuture<Void> run =
        CompletableFuture.runAsync(
            () -> {
              beginning.countDown();
              io.run();
            });
    beginning.await();
    Thread.sleep(50);
    return run;
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
