package io.infer4j.cli;

import io.infer4j.InferenceException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what went wrong in one line; the stack trace only to those who ask for it. */
final class OneLineErrors implements IParameterExceptionHandler, IExecutionExceptionHandler {
  @Override
  public int handleParseException(ParameterException e, String[] args) {
    List<String> near =
        e instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
    String suggestion = near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?";
    return wrongUse(e.getMessage() + suggestion, e, e.getCommandLine(), args);
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    String[] args = parsed.originalArgs().toArray(new String[0]);
    return e instanceof WrongUseException
        ? wrongUse(String.valueOf(e.getMessage()), e, command, args)
        : report(e, command.getErr(), args);
  }

  private static int wrongUse(String text, Exception e, CommandLine command, String... args) {
    String help = " (see '" + command.getCommandSpec().qualifiedName() + " --help')";
    print(text + help, e, command.getErr(), args);
    return ExitCode.USAGE;
  }

  int report(Throwable e, PrintWriter err, String... args) {
    print(describe(e), e, err, args);
    return ExitCode.SOFTWARE;
  }

  private static String describe(Throwable e) {
    String message = e.getMessage();
    if (e instanceof OutOfMemoryError) {
      return "out of memory (" + message + "); give Java more with JDK_JAVA_OPTIONS=-Xmx4g";
    }
    boolean foreseen =
        e instanceof InferenceException
            || e instanceof IllegalArgumentException
            || e instanceof UncheckedIOException;
    if (foreseen && message != null) {
      return message;
    }
    return "unexpected " + e + " (--debug shows where)";
  }

  private static void print(String text, Throwable e, PrintWriter err, String... args) {
    err.println("infer4j: " + text.trim().replaceAll("\\s*\\R\\s*", " "));
    if (Arrays.asList(args).contains("--debug")) {
      e.printStackTrace(err);
    }
    err.flush();
  }
}
