package io.infer4j.testkit.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Phaser;

/** Work on several threads that begin together. */
final class Threads {
  /** What one of the threads does, which is thread {@code index}. */
  interface Work {
    void run(int index) throws Exception;
  }

  private Threads() {}

  /** Runs all and waits; throws what the first of them threw, if any did. */
  static void together(int threads, Work work) throws Exception {
    Phaser start = new Phaser(threads);
    List<FutureTask<Void>> tasks = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      int index = t;
      FutureTask<Void> task =
          new FutureTask<>(
              () -> {
                start.arriveAndAwaitAdvance();
                work.run(index);
                return null;
              });
      tasks.add(task);
      start("conformance-" + t, task);
    }
    Throwable failure = null;
    for (FutureTask<Void> task : tasks) {
      try {
        task.get();
      } catch (ExecutionException e) {
        failure = failure == null ? e.getCause() : failure;
      }
    }
    if (failure instanceof Exception e) {
      throw e;
    }
    if (failure != null) {
      throw (Error) failure;
    }
  }

  /** A thread that does not keep the JVM alive, should a runtime never return. */
  static Thread start(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
