package io.infer4j.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a program leaves behind and whom it talks to: run in a JVM with a home and a temp folder of
 * its own, both empty, and without the variable {@code CI}, with which some libraries report
 * nothing; under {@code strace} where the machine has it.
 */
public final class Footprint {
  private final Path home;
  private final String out;
  private final Optional<List<String>> sockets;

  private Footprint(Path home, String out, Optional<List<String>> sockets) {
    this.home = home;
    this.out = out;
    this.sockets = sockets;
  }

  /**
   * Runs {@code main} with the tests' class path.
   *
   * @param folder an empty one
   */
  public static Footprint of(Class<?> main, Path folder) throws Exception {
    Path home = Files.createDirectory(folder.resolve("home"));
    Path calls = folder.resolve("calls");
    List<String> command = new ArrayList<>();
    boolean traced = canTrace(folder);
    if (traced) {
      command.addAll(List.of("strace", "-f", "-qq", "-e", "trace=network", "-o", calls.toString()));
    }
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-XX:-UsePerfData",
            "-Duser.home=" + home,
            "-Djava.io.tmpdir=" + Files.createDirectory(home.resolve("tmp")),
            "-cp",
            System.getProperty("java.class.path"),
            main.getName()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("HOME", home.toString());
    for (String variable : List.of("CI", "XDG_CACHE_HOME", "ORT_DISABLE_TELEMETRY")) {
      builder.environment().remove(variable);
    }
    String out = run(builder);
    return new Footprint(
        home,
        out,
        traced
            ? Optional.of(Files.readAllLines(calls).stream().filter(Footprint::isToOthers).toList())
            : Optional.empty());
  }

  /** Whether a call has to do with a network, but for Java's question whether there is IPv6. */
  private static boolean isToOthers(String call) {
    return call.contains("AF_INET")
        && !call.matches(".* socket\\(AF_INET6?, SOCK_STREAM, IPPROTO_IP\\) .*");
  }

  private static String run(ProcessBuilder builder) throws IOException, InterruptedException {
    Process process = builder.start();
    try (InputStream in = process.getInputStream()) {
      String out = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new AssertionError("exit code " + process.exitValue() + ": " + out);
      }
      return out;
    }
  }

  private static boolean canTrace(Path folder) {
    try {
      Process trial =
          new ProcessBuilder("strace", "-f", "-o", folder.resolve("trial").toString(), "true")
              .redirectErrorStream(true)
              .start();
      trial.getInputStream().readAllBytes();
      return trial.waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** What the program printed. */
  public String out() {
    return out;
  }

  /** The files that are in the home and the temp folder, with slashes. */
  public List<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(home)) {
      return files
          .filter(file -> !Files.isDirectory(file))
          .map(file -> home.relativize(file).toString().replace('\\', '/'))
          .sorted()
          .toList();
    }
  }

  /** What it did to reach other machines, as system calls; empty if nothing could watch. */
  public Optional<List<String>> sockets() {
    return sockets;
  }
}
