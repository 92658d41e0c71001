package io.infer4j.testkit.fake;

import io.infer4j.DType;
import io.infer4j.RunCancelledException;
import io.infer4j.RunFailedException;
import io.infer4j.Tensor;
import io.infer4j.TensorSpec;
import io.infer4j.spi.RuntimeBinding;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Waits, then fails or answers, as the script says. */
final class FakeBinding implements RuntimeBinding {
  private final Script script;
  private final List<@Nullable Tensor> inputs;
  private final @Nullable Tensor[] outputs;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition cancellation = lock.newCondition();
  private boolean cancelled;

  FakeBinding(Script script, List<@Nullable Tensor> inputs) {
    this.script = script;
    this.inputs = inputs;
    this.outputs = new Tensor[script.outputs.size()];
    for (int i = 0; i < outputs.length; i++) {
      TensorSpec spec = script.outputs.get(i);
      DType dtype = spec.dtype();
      if (dtype != null && spec.shape().isStatic()) {
        outputs[i] = Tensor.allocate(dtype, spec.shape());
      }
    }
  }

  @Override
  public void run() {
    int run = script.begin(inputs);
    pause();
    String failure = script.failures.get(run);
    if (failure != null) {
      throw new RunFailedException(failure);
    }
    Map<String, Tensor> answer = script.answer(script.received.get(run - 1));
    for (int i = 0; i < outputs.length; i++) {
      TensorSpec spec = script.outputs.get(i);
      Tensor given = answer.get(spec.name());
      if (!script.answers.isEmpty() || !spec.shape().isStatic()) {
        checkFits(spec, given);
      }
      if (given != null) {
        put(i, given);
      }
    }
  }

  private static void checkFits(TensorSpec spec, @Nullable Tensor given) {
    boolean fits =
        given != null
            && (spec.dtype() == null || spec.dtype() == given.dtype())
            && spec.shape().accepts(given.shape());
    if (!fits) {
      throw new IllegalArgumentException(
          "the fake model's answer for output '"
              + spec.name()
              + "': expected "
              + spec.dtype()
              + spec.shape()
              + ", got "
              + given);
    }
  }

  private void put(int index, Tensor given) {
    TensorSpec spec = script.outputs.get(index);
    Tensor memory = outputs[index];
    if (memory == null || !spec.shape().isStatic()) {
      outputs[index] = given.copy();
    } else if (given.dtype() == DType.STRING) {
      for (int i = 0; i < given.elements(); i++) {
        memory.asStrings().set(i, given.asStrings().get(i));
      }
    } else {
      memory.asBytes().put(given.asBytes());
    }
  }

  private void pause() {
    lock.lock();
    try {
      long left = script.latency.toNanos();
      while (!cancelled && left > 0) {
        left = cancellation.awaitNanos(left);
      }
      if (cancelled) {
        throw new RunCancelledException("the run was cancelled");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public @Nullable Tensor output(int index) {
    return outputs[index];
  }

  @Override
  public void cancel() {
    setCancelled(true);
  }

  @Override
  public void clearCancel() {
    setCancelled(false);
  }

  private void setCancelled(boolean value) {
    lock.lock();
    try {
      cancelled = value;
      cancellation.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {}
}
