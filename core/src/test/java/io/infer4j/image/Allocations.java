package io.infer4j.image;

import java.lang.reflect.Method;

/** Counts bytes, by reflection because this module does not read java.management. */
final class Allocations {
  private static final Object THREADS;
  private static final Method ALLOCATED_BYTES;

  static {
    try {
      THREADS =
          Class.forName("java.lang.management.ManagementFactory")
              .getMethod("getThreadMXBean")
              .invoke(null);
      ALLOCATED_BYTES =
          Class.forName("com.sun.management.ThreadMXBean")
              .getMethod("getThreadAllocatedBytes", long.class);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  private Allocations() {}

  /** Bytes that this thread has allocated so far; asking costs some hundred itself. */
  static long ofThisThread() {
    try {
      return (long) ALLOCATED_BYTES.invoke(THREADS, Thread.currentThread().getId());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }
}
