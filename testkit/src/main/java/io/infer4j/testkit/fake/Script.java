package io.infer4j.testkit.fake;

import io.infer4j.Tensor;
import io.infer4j.TensorSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What a fake model does, and what has been done with it so far. */
final class Script {
  final List<TensorSpec> inputs = new ArrayList<>();
  final List<TensorSpec> outputs = new ArrayList<>();
  final Map<String, String> metadata = new LinkedHashMap<>();
  final List<UnaryOperator<Map<String, Tensor>>> answers = new ArrayList<>();
  final Map<Integer, String> failures = new HashMap<>();
  final Map<Integer, String> loadFailures = new HashMap<>();
  Duration latency = Duration.ZERO;

  final AtomicInteger loads = new AtomicInteger();
  final List<Map<String, Tensor>> received = new CopyOnWriteArrayList<>();
  private final AtomicInteger answered = new AtomicInteger();

  /** Notes a run that begins; its number. */
  synchronized int begin(List<@Nullable Tensor> tensors) {
    Map<String, Tensor> copies = new LinkedHashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      Tensor tensor = tensors.get(i);
      if (tensor != null) {
        copies.put(inputs.get(i).name(), tensor.copy());
      }
    }
    received.add(Collections.unmodifiableMap(copies));
    return received.size();
  }

  /** What the next run that does not fail answers to these inputs; empty where there is nothing. */
  Map<String, Tensor> answer(Map<String, Tensor> given) {
    if (answers.isEmpty()) {
      return Map.of();
    }
    int next = answered.getAndIncrement();
    Map<String, Tensor> copies = new LinkedHashMap<>();
    given.forEach((name, tensor) -> copies.put(name, tensor.copy()));
    return answers.get(Math.min(next, answers.size() - 1)).apply(copies);
  }

  /** One tensor for each output, by the outputs' names. */
  Map<String, Tensor> named(List<Tensor> answer) {
    if (answer.size() != outputs.size()) {
      throw new IllegalArgumentException(
          "expected an answer for each of " + outputs + ", got " + answer);
    }
    Map<String, Tensor> byName = new LinkedHashMap<>();
    for (int i = 0; i < answer.size(); i++) {
      byName.put(outputs.get(i).name(), answer.get(i));
    }
    return byName;
  }

  static int countedFromOne(int number) {
    if (number < 1) {
      throw new IllegalArgumentException("it is counted from 1, got " + number);
    }
    return number;
  }
}
