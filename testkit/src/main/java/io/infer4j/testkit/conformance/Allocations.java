package io.infer4j.testkit.conformance;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What a thread allocates on the Java heap. */
final class Allocations {
  private static final int RUNS = 100;
  private static final int ROUNDS = 10;

  private Allocations() {}

  /** Bytes per run when warm: the least of several rounds, because the JVM allocates too. */
  static long perRun(Runnable run) {
    if (!(ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads)
        || !threads.isThreadAllocatedMemorySupported()) {
      throw new Skip("this JVM does not count what a thread allocates");
    }
    threads.setThreadAllocatedMemoryEnabled(true);
    long self = Thread.currentThread().getId();
    long least = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long before = threads.getThreadAllocatedBytes(self);
      for (int i = 0; i < RUNS; i++) {
        run.run();
      }
      least = Math.min(least, threads.getThreadAllocatedBytes(self) - before);
    }
    return least / RUNS;
  }
}
