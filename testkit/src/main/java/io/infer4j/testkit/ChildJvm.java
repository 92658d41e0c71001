package io.infer4j.testkit;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A JVM of its own, for what happens once in a process: loading native libraries, growing,
 * crashing. It has ten minutes.
 */
public final class ChildJvm {
  private final Process process;
  private final CompletableFuture<String> out;
  private final CompletableFuture<String> err;

  private ChildJvm(Process process) {
    this.process = process;
    this.out = read(process.getInputStream());
    this.err = read(process.getErrorStream());
  }

  /** Starts {@code main} with the class path of the tests. */
  public static ChildJvm start(Class<?> main, String... jvmArguments) throws IOException {
    return start(System.getProperty("java.class.path"), main, jvmArguments);
  }

  /** Starts {@code main} with this class path. */
  public static ChildJvm start(String classPath, Class<?> main, String... jvmArguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(Arrays.asList(jvmArguments));
    command.addAll(List.of("-cp", classPath, main.getName()));
    return new ChildJvm(new ProcessBuilder(command).start());
  }

  /** The tests' class path without the entries whose file name begins with {@code name}. */
  public static String classPathWithout(String name) {
    List<String> kept = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (!String.valueOf(Path.of(entry).getFileName()).startsWith(name)) {
        kept.add(entry);
      }
    }
    return String.join(File.pathSeparator, kept);
  }

  /**
   * Waits; the standard output.
   *
   * @throws AssertionError if it ends with another exit code than 0, or not in time
   */
  public String out() throws Exception {
    await();
    return out.get();
  }

  /** Waits as {@link #out} does; the standard error. */
  public String err() throws Exception {
    await();
    return err.get();
  }

  /** Waits; the exit code. */
  public int exitCode() throws Exception {
    awaitEnd();
    return process.exitValue();
  }

  private void await() throws Exception {
    if (exitCode() != 0) {
      throw new AssertionError("exit code " + process.exitValue() + ": " + out.get() + err.get());
    }
  }

  private void awaitEnd() throws Exception {
    if (!process.waitFor(10, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError("the child JVM did not end: " + out.get() + err.get());
    }
  }

  private static CompletableFuture<String> read(java.io.InputStream stream) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
          } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        });
  }
}
