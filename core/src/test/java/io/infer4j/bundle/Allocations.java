package io.infer4j.bundle;

import java.lang.reflect.Method;

/** Counts the bytes that the current thread allocates. */
final class Allocations {
  private Allocations() {}

  /**
   * The bytes that a task allocates, and some hundred of our own. By reflection, because tests are
   * compiled as a part of core's module, which does not read java.management.
   */
  static long of(Runnable task) throws ReflectiveOperationException {
    Object bean =
        Class.forName("java.lang.management.ManagementFactory")
            .getMethod("getThreadMXBean")
            .invoke(null);
    Method allocated =
        Class.forName("com.sun.management.ThreadMXBean")
            .getMethod("getThreadAllocatedBytes", long.class);
    long thread = Thread.currentThread().getId();
    long before = (long) allocated.invoke(bean, thread);
    task.run();
    return (long) allocated.invoke(bean, thread) - before;
  }
}
