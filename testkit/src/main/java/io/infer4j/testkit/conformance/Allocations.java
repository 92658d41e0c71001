package io.infer4j.testkit.conformance;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What a thread allocates on the Java heap. */
final class Allocations {
  private static final int ROUNDS = 10;
  private static final long PATIENCE_NANOS = 5_000_000_000L;

  private Allocations() {}

  /**
   * Bytes per run: the least of several rounds of so many, because the JVM allocates too, and of
   * more where they are not {@code expected}: on a busy machine the compiler comes late.
   */
  static long perRun(int runs, long expected, Runnable run) {
    if (!(ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads)
        || !threads.isThreadAllocatedMemorySupported()) {
      throw new Skip("this JVM does not count what a thread allocates");
    }
    threads.setThreadAllocatedMemoryEnabled(true);
    long self = Thread.currentThread().getId();
    long least = Long.MAX_VALUE;
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    for (int round = 0;
        round < ROUNDS || (least / runs > expected && System.nanoTime() < deadline);
        round++) {
      long before = threads.getThreadAllocatedBytes(self);
      for (int i = 0; i < runs; i++) {
        run.run();
      }
      least = Math.min(least, threads.getThreadAllocatedBytes(self) - before);
    }
    return least / runs;
  }
}
