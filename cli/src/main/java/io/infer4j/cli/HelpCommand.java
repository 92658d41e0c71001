package io.infer4j.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Picocli's own finds commands, but not those within them. */
@Command(
    name = "help",
    header = "Shows the help of a command.",
    description = {
      "As 'infer4j COMMAND --help' does; without COMMAND, which commands there are.",
      ""
    })
final class HelpCommand implements Runnable {
  @Parameters(paramLabel = "COMMAND", description = "Such as: run, or: bundle init")
  private List<String> words = List.of();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Override
  public void run() {
    CommandLine line = spec.commandLine().getParent();
    for (String word : words) {
      CommandLine next = line.getSubcommands().get(word);
      if (next == null) {
        throw new WrongUseException(
            "there is no command '"
                + String.join(" ", words)
                + "': "
                + line.getCommandSpec().qualifiedName()
                + (line.getSubcommands().isEmpty()
                    ? " has none"
                    : " has " + String.join(", ", line.getSubcommands().keySet())));
      }
      line = next;
    }
    line.usage(spec.commandLine().getOut());
  }
}
