package io.infer4j;

import java.lang.reflect.Method;

/** Counts the bytes of Java heap that work allocates. */
public final class Allocations {
  private static final int MEASUREMENTS = 30;
  private static final long PATIENCE_NANOS = 10_000_000_000L;

  private Allocations() {}

  /**
   * The bytes that {@code work} allocates on this thread, beyond what asking does: the least of
   * some measurements, as the JVM's own doings may fall into any of them, and of more where there
   * are any bytes, as the compiler comes late on a busy machine. By reflection, because tests are
   * compiled as a part of core's module, which does not read java.management.
   */
  public static long of(Runnable work) throws ReflectiveOperationException {
    long asking = least(() -> {}, Long.MAX_VALUE);
    return least(work, asking) - asking;
  }

  private static long least(Runnable work, long expected) throws ReflectiveOperationException {
    Object threads =
        Class.forName("java.lang.management.ManagementFactory")
            .getMethod("getThreadMXBean")
            .invoke(null);
    Method allocated =
        Class.forName("com.sun.management.ThreadMXBean")
            .getMethod("getCurrentThreadAllocatedBytes");
    long least = Long.MAX_VALUE;
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    for (int i = 0; i < MEASUREMENTS || (least > expected && System.nanoTime() < deadline); i++) {
      long before = (long) allocated.invoke(threads);
      work.run();
      least = Math.min(least, (long) allocated.invoke(threads) - before);
    }
    return least;
  }
}
