package io.infer4j.rally;

/** Bytes of Java heap. */
public final class HeapBytes {
  private HeapBytes() {}

  /**
   * What this thread has allocated so far. By reflection, because tests are compiled as a part of
   * the module, which does not read java.management.
   */
  public static long allocated() {
    try {
      Object threads =
          Class.forName("java.lang.management.ManagementFactory")
              .getMethod("getThreadMXBean")
              .invoke(null);
      return (long)
          Class.forName("com.sun.management.ThreadMXBean")
              .getMethod("getCurrentThreadAllocatedBytes")
              .invoke(threads);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("no java.management", e);
    }
  }
}
