package io.infer4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
  @Test
  void versionTellsInfer4jAndJava() {
    Cli cli = Cli.call("--version");

    assertThat(cli.exitCode()).isZero();
    assertThat(cli.out())
        .contains("infer4j 0.")
        .contains("Java " + System.getProperty("java.version"));
    assertThat(cli.out()).doesNotContain("${");
  }

  @ParameterizedTest
  @ValueSource(strings = {"inspect", "run", "demo", "demo rally"})
  void helpOfEachCommandHasExamplesAndDocumentsTheJsonKeys(String command) {
    Cli cli = help(command);

    assertThat(cli.exitCode()).isZero();
    assertThat(cli.out())
        .contains("Examples:")
        .contains("infer4j " + command)
        .contains("JSON keys:");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "inspect", "run", "demo", "demo rally"})
  void helpFitsHundredColumns(String command) {
    Cli cli = help(command);

    assertThat(cli.out().lines()).allSatisfy(line -> assertThat(line.length()).isLessThan(101));
  }

  private static Cli help(String command) {
    return Cli.call((Object[]) (command + " --help").strip().split(" "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "bundle init", "demo rally"})
  void helpTellsOfACommandWithinACommand(String command) {
    Cli cli = Cli.call((Object[]) ("help " + command).split(" "));

    assertThat(cli.exitCode()).isZero();
    assertThat(cli.out()).isEqualTo(help(command).out());
  }

  @Test
  void helpOfWhatIsNoCommandNamesThoseThatThereAre() {
    Cli cli = Cli.call("help", "bundle", "make");

    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err()).contains("'bundle make'", "init, add, check").hasLineCount(1);
  }

  @Test
  void noCommandIsWrongUse() {
    Cli cli = Cli.call();

    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err()).startsWith("infer4j: a command is missing").hasLineCount(1);
    assertThat(cli.out()).isEmpty();
  }

  @Test
  void unknownOptionIsWrongUseAndTheNearestIsSuggested() {
    Cli cli = Cli.call("run", Cli.model("mlp.onnx"), "--randm", "1");

    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err()).startsWith("infer4j: ").contains("--random").hasLineCount(1);
  }

  @Test
  void failureIsOneLineWithoutStackTrace() {
    Cli cli = Cli.call("run", Path.of("no-such.onnx"), "--random", "1");

    assertThat(cli.exitCode()).isEqualTo(1);
    assertThat(cli.err()).startsWith("infer4j: there is no model file").hasLineCount(1);
    assertThat(cli.out()).isEmpty();
  }

  @Test
  void debugAddsTheStackTrace() {
    Cli cli = Cli.call("run", Path.of("no-such.onnx"), "--random", "1", "--debug");

    assertThat(cli.exitCode()).isEqualTo(1);
    assertThat(cli.err()).startsWith("infer4j: there is no model file").contains("\tat io.infer4j");
  }

  @Test
  void wrongUseFoundLateStillExitsWithTwoAndPointsToTheHelp() {
    Cli cli = Cli.call("run", Cli.model("mlp.onnx"), "--random", "1", "--threads", "-1");

    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err()).contains("threads").contains("infer4j run --help").hasLineCount(1);
  }
}
