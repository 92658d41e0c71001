package io.infer4j.cli;

import io.infer4j.InferenceException;
import io.infer4j.Model;
import io.infer4j.Outputs;
import io.infer4j.Tensor;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ExitCode;

/**
 * What is tried on a model that its runtime may not survive, as suppositions are that turn out to
 * be wrong. A command that tries such things runs in a JVM of its own, which notes what it is at;
 * where that ends the process the command is begun again, and there it has failed.
 */
final class Trial {
  /** The command's notes, in the JVM that was started for it. */
  private static final String NOTES = "infer4j.trial";

  private static final Set<String> GUARDED = Set.of("init", "add", "check");

  /** Each time one more thing has failed: there are not so many suppositions. */
  private static final int MOST_STARTS = 100;

  /** Exit codes of a process that was told to end: 128 and the signal. */
  private static final int INTERRUPTED = 130;

  private static final int TERMINATED = 143;

  private Trial() {}

  /** Loads a model, unless that has ended the process before. */
  static Model load(String what, Supplier<Model> load) {
    begin("loading " + what);
    try {
      return load.get();
    } finally {
      end();
    }
  }

  /** Runs a model, unless a run on such shapes has ended the process before. */
  static Outputs run(Model model, Map<String, Tensor> inputs) {
    List<String> shapes = new ArrayList<>();
    inputs.forEach(
        (name, tensor) -> shapes.add("'" + name + "' " + tensor.dtype() + tensor.shape()));
    begin("running " + model + " with inputs " + shapes);
    try {
      return model.run(inputs);
    } finally {
      end();
    }
  }

  private static void begin(String what) {
    TrialNotes notes = notes();
    if (notes == null) {
      return;
    }
    if (notes.fatal().contains(what)) {
      throw new InferenceException(what + " ended the process");
    }
    notes.begin(what);
  }

  private static void end() {
    TrialNotes notes = notes();
    if (notes != null) {
      notes.end();
    }
  }

  /** That this file is there only if the command is done. */
  static void willMake(Path file) {
    TrialNotes notes = notes();
    if (notes != null) {
      notes.willMake(file);
    }
  }

  /** That this file is to have that text again unless the command is done. */
  static void willWrite(Path file, String before) {
    TrialNotes notes = notes();
    if (notes != null) {
      notes.willWrite(file, before);
    }
  }

  private static @Nullable TrialNotes notes() {
    String folder = System.getProperty(NOTES);
    return folder == null ? null : new TrialNotes(Path.of(folder));
  }

  /** Whether the command tries things, and this is not yet the JVM for it. */
  static boolean isToBeGuarded(String... args) {
    List<String> all = Arrays.asList(args);
    return System.getProperty(NOTES) == null
        && all.size() > 2
        && all.get(0).equals("bundle")
        && GUARDED.contains(all.get(1))
        && !all.contains("--help")
        && !all.contains("-h");
  }

  /** Runs the command in JVMs of its own until one survives; its exit code. */
  static int guarded(PrintWriter err, String... args) {
    try {
      TrialNotes notes = new TrialNotes(Files.createTempDirectory("infer4j-trial"));
      // Also where Ctrl-C ends this JVM; no runtime is loaded in it whose hook would run beside.
      Thread cleanUp = new Thread(notes::takeBack, "infer4j-clean-up");
      Runtime.getRuntime().addShutdownHook(cleanUp);
      int code = start(notes, err, args);
      if (code == ExitCode.OK) {
        notes.keep();
      }
      return code;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start a JVM for the command: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.SOFTWARE;
    }
  }

  private static int start(TrialNotes notes, PrintWriter err, String... args)
      throws IOException, InterruptedException {
    for (int i = 0; i < MOST_STARTS; i++) {
      int code = new ProcessBuilder(command(notes, args)).inheritIO().start().waitFor();
      String begun = notes.begun();
      // The exit code does not tell: a JVM that crashes and a runtime that gives up may end with 1.
      if (begun == null || code == INTERRUPTED || code == TERMINATED) {
        return code;
      }
      err.println("infer4j: " + begun + " ended the process; going on without");
      notes.addFatal(begun);
      notes.takeBackNow();
    }
    return ExitCode.SOFTWARE;
  }

  private static List<String> command(TrialNotes notes, String... args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      if (!argument.startsWith("-agent") && !argument.startsWith("-javaagent")) {
        command.add(argument);
      }
    }
    // The end is told in a line, not in a page and a file.
    command.add("-XX:+SuppressFatalErrorMessage");
    command.add("-XX:-CreateCoredumpOnCrash");
    command.add("-D" + NOTES + "=" + notes.folder());
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Infer4j.class.getName());
    command.addAll(Arrays.asList(args));
    return command;
  }
}
