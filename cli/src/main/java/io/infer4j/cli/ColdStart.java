package io.infer4j.cli;

import io.infer4j.InferenceException;
import io.infer4j.LoadOptions;
import io.infer4j.Model;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The time from the start of a JVM to the first answer of a model. It takes a JVM of its own: this
 * class is its main class, and also what starts it. No command, so that the time to parse a command
 * line is not counted.
 */
final class ColdStart {
  private static final int PATIENCE_SECONDS = 300;

  private ColdStart() {}

  /**
   * In the child: prints the milliseconds.
   *
   * @param args the engine's name and the digits bundle's variant
   */
  public static void main(String[] args) {
    LoadOptions options = LoadOptions.defaults().withEngine(args[0]);
    try (Model model = Digits.bundle().load(args[1], options);
        DigitsModel digits = new DigitsModel(model)) {
      digits.scores(new float[64], new float[10]);
      long now = System.currentTimeMillis();
      // Asked for last, because the bean itself takes a while to load.
      System.out.println(now - ManagementFactory.getRuntimeMXBean().getStartTime());
    }
    System.exit(0); // some runtimes leave threads behind
  }

  /**
   * In the parent: the milliseconds that a child took.
   *
   * @throws InferenceException if it failed, with its last words
   */
  static long millis(String engine, String variant) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      if (argument.startsWith("-D")) {
        command.add(argument);
      }
    }
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(ColdStart.class.getName());
    command.add(engine);
    command.add(variant);
    try {
      return run(command);
    } catch (IOException e) {
      throw new InferenceException("the JVM for the cold start failed: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InferenceException("interrupted while waiting for the cold start", e);
    }
  }

  private static long run(List<String> command) throws IOException, InterruptedException {
    Path output = Files.createTempFile("infer4j-cold-start", ".txt");
    try {
      Process child =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!child.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        child.destroyForcibly();
        throw new InferenceException(
            "the JVM for the cold start took more than " + PATIENCE_SECONDS + " s");
      }
      String text = Files.readString(output, StandardCharsets.UTF_8).strip();
      String last = text.substring(text.lastIndexOf('\n') + 1).strip();
      if (child.exitValue() != 0 || !last.matches("\\d{1,9}")) {
        throw new InferenceException("the JVM for the cold start failed: " + text);
      }
      return Long.parseLong(last);
    } finally {
      Files.deleteIfExists(output);
    }
  }
}
