package io.infer4j.testkit.reference;

import io.infer4j.DType;
import io.infer4j.InvalidInputException;
import io.infer4j.RunCancelledException;
import io.infer4j.RunFailedException;
import io.infer4j.Tensor;
import io.infer4j.TensorSpec;
import io.infer4j.spi.RuntimeBinding;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a model bound to memory. Where every shape follows from the inputs' the kernels are
 * made once and a run makes no garbage; a step whose result is shaped by data, and what comes of
 * it, is bound anew in each run.
 */
final class ReferenceBinding implements RuntimeBinding {
  private static final int SLICE_MILLIS = 5;

  private final Graph graph;
  private final long latencyMillis;
  private final @Nullable Value[] values;

  /** One for each step; null where it is made in each run. */
  private final @Nullable Kernel[] kernels;

  private final @Nullable Tensor[] outputs;
  private volatile boolean cancelled;

  ReferenceBinding(Graph graph, List<@Nullable Tensor> inputs, long latencyMillis) {
    this.graph = graph;
    this.latencyMillis = latencyMillis;
    this.values = new Value[graph.values()];
    this.kernels = new Kernel[graph.steps().size()];
    this.outputs = new Tensor[graph.outputs().size()];
    for (int i = 0; i < inputs.size(); i++) {
      Tensor given = inputs.get(i);
      values[i] = Value.of(given != null ? given : Objects.requireNonNull(graph.defaults().get(i)));
    }
    for (Map.Entry<Integer, Tensor> constant : graph.constants().entrySet()) {
      values[constant.getKey()] = Value.of(constant.getValue());
    }
    for (int i = 0; i < kernels.length; i++) {
      Step step = graph.steps().get(i);
      if (!step.operator().shapedByData() && step.isReady(values)) {
        kernels[i] = step.bind(values);
      }
    }
    collectOutputs();
  }

  @Override
  public void run() {
    checkStrings();
    pause();
    for (int i = 0; i < kernels.length; i++) {
      checkCancelled();
      Step step = graph.steps().get(i);
      try {
        Kernel kernel = kernels[i];
        (kernel != null ? kernel : step.bind(values)).run();
      } catch (IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException e) {
        throw new RunFailedException(step.mistake(e).text(), e);
      } catch (Mistake e) {
        throw new RunFailedException(e.text(), e);
      }
    }
    try {
      collectOutputs();
    } catch (Mistake e) {
      throw new RunFailedException(e.text(), e);
    }
  }

  /** Those outputs that are there, which before the first run are those of known shape. */
  private void collectOutputs() {
    for (int i = 0; i < outputs.length; i++) {
      Value value = values[graph.results().get(i)];
      if (value == null || value.tensor() == outputs[i]) {
        continue;
      }
      TensorSpec spec = graph.outputs().get(i);
      if (spec.dtype() != value.dtype() || !spec.shape().accepts(value.shape())) {
        throw new Mistake("output '" + spec.name() + "' is declared " + spec + " but is " + value);
      }
      outputs[i] = value.tensor();
    }
  }

  /** Bound string tensors can be written to as lists, which take a null. */
  private void checkStrings() {
    for (int i = 0; i < graph.inputs().size(); i++) {
      TensorSpec spec = graph.inputs().get(i);
      Value value = Objects.requireNonNull(values[i]);
      if (spec.dtype() == DType.STRING && value.tensor().asStrings().contains(null)) {
        throw new InvalidInputException(spec.name(), "strings", "a null");
      }
    }
  }

  private void pause() {
    for (long left = latencyMillis; left > 0; left -= SLICE_MILLIS) {
      checkCancelled();
      Delay.millis(Math.min(left, SLICE_MILLIS));
    }
  }

  private void checkCancelled() {
    if (cancelled) {
      throw new RunCancelledException("the run was cancelled");
    }
  }

  @Override
  public @Nullable Tensor output(int index) {
    return outputs[index];
  }

  /** What comes of a shape that depends on data is bound anew in each run, and keeps nothing. */
  @Override
  public void reset() {
    for (Kernel kernel : kernels) {
      if (kernel != null) {
        kernel.reset();
      }
    }
  }

  @Override
  public void cancel() {
    cancelled = true;
  }

  @Override
  public void clearCancel() {
    cancelled = false;
  }

  /** All memory is Java's. */
  @Override
  public void close() {}
}
