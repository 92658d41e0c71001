package io.infer4j.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The resident memory of a process that does the same over and over, to see whether it grows. */
public final class Resident {
  private static final int SAMPLES = 10;
  private static final int MEASUREMENTS = 3;

  /** Of a JVM in which memory that grows is a leak, and not the heap or the compiler at work. */
  private static final String[] JVM_ARGUMENTS = {
    "-Xms64m",
    "-Xmx64m",
    "-XX:+AlwaysPreTouch",
    "-XX:+UseSerialGC",
    // The optimising compiler's own memory grows in steps for minutes.
    "-XX:TieredStopAtLevel=1",
    "-XX:MaxDirectMemorySize=16m"
  };

  private Resident() {}

  /** Whether this system tells a process its resident memory. */
  public static boolean isKnown() {
    return Files.exists(Path.of("/proc/self/status"));
  }

  /** Does the work so often, and prints the resident kilobytes after each tenth of it. */
  public static void repeat(int times, Runnable work) throws IOException {
    for (int sample = 0; sample < SAMPLES; sample++) {
      for (int i = 0; i < times / SAMPLES; i++) {
        work.run();
      }
      System.out.println(kilobytes());
    }
  }

  /** Runs a main method that calls {@link #repeat} in a JVM of its own; what it has printed. */
  public static long[] measure(Class<?> main, String... jvmArguments) throws Exception {
    String[] all = Arrays.copyOf(JVM_ARGUMENTS, JVM_ARGUMENTS.length + jvmArguments.length);
    System.arraycopy(jvmArguments, 0, all, JVM_ARGUMENTS.length, jvmArguments.length);
    return ChildJvm.start(main, all).out().lines().mapToLong(Long::parseLong).toArray();
  }

  /**
   * Measures until the second half of the work adds less than {@code allowance} kilobytes, at most
   * three times, and tells the last: what the system or an allocator does now and then does not
   * happen three times, a leak does.
   */
  public static long[] measureUntilFlat(long allowance, Class<?> main, String... jvmArguments)
      throws Exception {
    long[] kilobytes = measure(main, jvmArguments);
    for (int i = 1; i < MEASUREMENTS && !isFlat(kilobytes, allowance); i++) {
      kilobytes = measure(main, jvmArguments);
    }
    return kilobytes;
  }

  private static boolean isFlat(long[] kilobytes, long allowance) {
    return kilobytes[SAMPLES - 1] - kilobytes[SAMPLES / 2 - 1] < allowance;
  }

  private static long kilobytes() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    throw new IllegalStateException("no VmRSS");
  }
}
