package io.infer4j.torch.desktop;

import static io.infer4j.testkit.TensorAssert.assertThatTensor;
import static org.assertj.core.api.Assertions.assertThat;

import io.infer4j.IoBinding;
import io.infer4j.Model;
import io.infer4j.Tensor;
import io.infer4j.torch.Models;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Operators that are packed for XNNPACK crash the JVM if two threads run them at once. */
@Timeout(120)
class PackedOperatorsTest {
  @ParameterizedTest
  @ValueSource(strings = {"desktop", "android"})
  void manyThreadsOnOneModelGetTheirOwnAnswers(String binding) throws Exception {
    Tensor all = Models.array("mlp_input");
    Tensor expected = Models.array("mlp_expected");
    AtomicInteger right = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(16);
    try (Model model = Models.load("mlp.opt.ptl", Models.option("binding", binding))) {
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
}
