package io.infer4j.torch.android;

import static org.assertj.core.api.Assertions.assertThat;

import io.infer4j.IoBinding;
import io.infer4j.Model;
import io.infer4j.Tensor;
import io.infer4j.testkit.ChildJvm;
import io.infer4j.torch.LiteModels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** No order of calls and no number of threads crashes the JVM or gives a wrong answer. */
@Timeout(120)
class AndroidLifecycleTest {
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
        System.out.println(when + " " + model.placement().warnings());
      }
    }
  }
}
