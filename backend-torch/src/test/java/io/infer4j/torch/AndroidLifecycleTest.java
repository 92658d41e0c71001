package io.infer4j.torch;

import static io.infer4j.testkit.TensorAssert.assertThatTensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.infer4j.IoBinding;
import io.infer4j.Model;
import io.infer4j.Tensor;
import io.infer4j.testkit.ChildJvm;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
class AndroidLifecycleTest {
  private static final Tensor X = LiteModels.array("mlp_input").slice(0, 1);

  @Test
  void useAfterCloseIsRefused() {
    Model model = LiteModels.load("mlp");
    IoBinding io = model.bind();
    model.close();
    model.close();

    assertThatThrownBy(() -> model.run(X)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(io::run).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void outputsLiveLongerThanTheModel() {
    Tensor y;
    try (Model model = LiteModels.load("mlp")) {
      y = model.run(X).single();
    }
    System.gc();

    assertThatTensor(y).isCloseTo(LiteModels.array("mlp_expected").slice(0, 1), 1e-6, 1e-6);
  }

  @Test
  void closeDuringARunLetsItEnd() throws Exception {
    Model model = LiteModels.load("slow");
    Tensor steps = Tensor.of(new long[] {200});
    Tensor x = Tensor.of(new float[256 * 256], 256, 256);
    x.asFloats().put(7, 1.5f);
    CountDownLatch beginning = new CountDownLatch(1);
    CompletableFuture<Tensor> run =
        CompletableFuture.supplyAsync(
            () -> {
              beginning.countDown();
              return model.run(Map.of("x", x, "steps", steps)).single();
            });
    beginning.await();
    Thread.sleep(20);
    model.close();

    assertThat(run.join().asFloats().get(7)).isEqualTo(1.5f);
  }

  @Test
  void manyThreadsOnOneModelGetTheirOwnAnswers() throws Exception {
    Tensor all = LiteModels.array("mlp_input");
    Tensor expected = LiteModels.array("mlp_expected");
    AtomicInteger right = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(16);
    try (Model model = LiteModels.load("mlp.opt")) {
      List<Future<?>> runs = new ArrayList<>();
      for (int t = 0; t < 16; t++) {
        long row = t % all.shape().dim(0);
        runs.add(
            threads.submit(
                () -> {
                  try (IoBinding io = model.bindTo(Map.of("x", all.slice(row, row + 1)))) {
                    for (int i = 0; i < 500; i++) {
                      io.run();
                      assertThatTensor(io.output("y"))
                          .isCloseTo(expected.slice(row, row + 1), 1e-6, 1e-6);
                      right.incrementAndGet();
                    }
                  }
                }));
      }
      for (Future<?> each : runs) {
        each.get();
      }
    } finally {
      threads.shutdown();
    }
    assertThat(right).hasValue(16 * 500);
  }

  @Test
  void racesOfCloseAndRunCrashNothing() throws Exception {
    AtomicInteger ran = new AtomicInteger();
    AtomicInteger refused = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      for (int race = 0; race < 500; race++) {
        Model model = LiteModels.load("stateful");
        IoBinding io = model.bindTo(Map.of("x", Tensor.of(new float[1], 1)));
        io.run();
        List<Future<?>> actors = new ArrayList<>();
        actors.add(
            threads.submit(
                () -> {
                  try {
                    io.run();
                    ran.incrementAndGet();
                  } catch (IllegalStateException e) {
                    refused.incrementAndGet();
                  }
                }));
        actors.add(threads.submit(model::close));
        for (Future<?> each : actors) {
          each.get();
        }
      }
    } finally {
      threads.shutdown();
    }
    assertThat(ran.get() + refused.get()).isEqualTo(500);
  }

  @Test
  void theFirstModelDecidesTheThreadsAndLaterOnesSaySo() throws Exception {
    assertThat(ChildJvm.start(UsingThreads.class).out())
        .contains("first []")
        .contains("same []")
        .contains(
            "late [3 threads were asked for, it runs with 2: PyTorch has one number of threads for"
                + " a process, and the first model that was loaded decided it]");
  }

  /** Run in a JVM of its own. */
  static final class UsingThreads {
    public static void main(String[] args) {
      say("first", 2);
      say("same", 2);
      say("late", 3);
      System.exit(0);
    }

    private static void say(String when, int count) {
      try (Model model = LiteModels.load("mlp", LiteModels.options().withThreads(count))) {
        System.out.println(when + " " + model.placement().notes());
      }
    }
  }
}
