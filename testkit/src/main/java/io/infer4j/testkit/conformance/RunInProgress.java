package io.infer4j.testkit.conformance;

import io.infer4j.IoBinding;
import io.infer4j.spi.RuntimeBinding;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** A run on a thread of its own that has reached the backend. */
final class RunInProgress {
  private final FutureTask<Void> task;

  private RunInProgress(FutureTask<Void> task) {
    this.task = task;
  }

  /** Returns when the backend is in {@link RuntimeBinding#run}, or the run is over. */
  static RunInProgress of(IoBinding io) throws InterruptedException {
    FutureTask<Void> task = new FutureTask<>(io::run, null);
    Thread thread = Threads.start("conformance-run", task);
    while (!task.isDone() && !isInBackend(thread.getStackTrace())) {
      Thread.sleep(1);
    }
    return new RunInProgress(task);
  }

  /** Whether IoBinding.run has called a run() that is not its own. */
  private static boolean isInBackend(StackTraceElement[] stack) {
    for (int i = 1; i < stack.length; i++) {
      if (stack[i].getClassName().equals(IoBinding.class.getName())
          && stack[i].getMethodName().equals("run")) {
        return stack[i - 1].getMethodName().equals("run");
      }
    }
    return false;
  }

  boolean isOver() {
    return task.isDone();
  }

  /** Waits; what it threw, or null. */
  @Nullable Throwable end() throws InterruptedException {
    try {
      task.get();
      return null;
    } catch (ExecutionException e) {
      return e.getCause();
    }
  }
}
