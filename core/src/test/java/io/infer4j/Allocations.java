package io.infer4j;

import java.lang.reflect.Method;

/** Counts the bytes of Java heap that work allocates. */
public final class Allocations {
  private static final int MEASUREMENTS = 30;

  private Allocations() {}

  /**
   * The bytes that {@code work} allocates on this thread, beyond what asking does: the least of
   * some measurements, as the JVM's own doings may fall into any of them. By reflection, because
   * tests are compiled as a part of core's module, which does not read java.management.
   */
  public static long of(Runnable work) throws ReflectiveOperationException {
    return least(work) - least(() -> {});
  }

  private static long least(Runnable work) throws ReflectiveOperationException {
    Object threads =
        Class.forName("java.lang.management.ManagementFactory")
            .getMethod("getThreadMXBean")
            .invoke(null);
    Method allocated =
        Class.forName("com.sun.management.ThreadMXBean")
            .getMethod("getCurrentThreadAllocatedBytes");
    long least = Long.MAX_VALUE;
    for (int i = 0; i < MEASUREMENTS; i++) {
      long before = (long) allocated.invoke(threads);
      work.run();
      least = Math.min(least, (long) allocated.invoke(threads) - before);
    }
    return least;
  }
}
