package io.infer4j.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;

/** The command {@code infer4j}. */
@Command(
    name = "infer4j",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      InspectCommand.class,
      RunCommand.class,
      DemoCommand.class,
      BundleCommand.class,
      HelpCommand.class
    },
    description = {
      "Looks into models, runs them, and measures them, whichever runtime they need.",
      ""
    },
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  infer4j demo                                real digits on every engine that is here",
      "  infer4j demo rally                          the events of a video, found by a model",
      "  infer4j inspect                             which engines are here",
      "  infer4j inspect model.onnx                  what goes into a model, what comes out",
      "  infer4j run model.onnx --random 1           does it run at all?",
      "  infer4j run model.onnx --input x=x.npy --output-dir out --repeat 1000",
      "  infer4j bundle init net model.onnx model.tflite   one model for any of their runtimes",
      "",
      "'infer4j help bundle init' explains a command.",
      "Engines are found on the class path; the launcher adds what INFER4J_CLASSPATH names.",
      "Exit codes: 0 done, 1 failed, 2 wrong use."
    })
public final class Infer4j implements Runnable {
  /** Wide enough for the examples, narrow enough for a terminal. */
  private static final int HELP_WIDTH = 96;

  private Infer4j() {}

  /** Runs a command and ends the JVM with its exit code. */
  public static void main(String[] args) {
    // Not System.out, which tells nobody why it could not be written to.
    Stdout stdout = new Stdout(new FileOutputStream(FileDescriptor.out));
    PrintWriter out = new PrintWriter(stdout, true, charset("stdout.encoding"));
    PrintWriter err = new PrintWriter(System.err, true, charset("stderr.encoding"));
    int code = Trial.isToBeGuarded(args) ? Trial.guarded(err, args) : execute(out, err, args);
    if (out.checkError() && code == ExitCode.OK) {
      err.println("infer4j: cannot write to stdout: " + stdout.failure());
      code = ExitCode.SOFTWARE;
    }
    System.exit(code);
  }

  static int execute(PrintWriter out, PrintWriter err, String... args) {
    OneLineErrors errors = new OneLineErrors();
    CommandLine line =
        new CommandLine(new Infer4j())
            .setOut(out)
            .setErr(err)
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setExpandAtFiles(false) // names of inputs may begin with @
            .setUsageHelpWidth(HELP_WIDTH)
            .setUsageHelpLongOptionsMaxWidth(30)
            .setParameterExceptionHandler(errors)
            .setExecutionExceptionHandler(errors);
    try {
      return line.execute(args);
    } catch (OutOfMemoryError | StackOverflowError | LinkageError e) {
      return errors.report(e, err, args);
    }
  }

  /**
   * UTF-8, whatever the locale says: names in models are anything. On Windows, whose terminals take
   * nothing else, their encoding where Java tells it (since 19).
   */
  private static Charset charset(String property) {
    if (!System.getProperty("os.name", "").startsWith("Windows")) {
      return StandardCharsets.UTF_8;
    }
    String name = System.getProperty(property);
    return name != null && Charset.isSupported(name)
        ? Charset.forName(name)
        : Charset.defaultCharset();
  }

  /** Without a command there is nothing to do but to say which there are. */
  @Override
  public void run() {
    throw new WrongUseException("a command is missing: inspect, run, demo or bundle");
  }
}
