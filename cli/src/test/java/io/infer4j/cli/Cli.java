package io.infer4j.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** One call of the command line, in this JVM, and what came of it. */
record Cli(int exitCode, String out, String err) {
  private static final int PATIENCE_SECONDS = 600;

  static Cli call(Object... arguments) {
    List<String> args = new ArrayList<>();
    for (Object argument : arguments) {
      args.add(argument.toString());
    }
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        Infer4j.execute(
            new PrintWriter(out), new PrintWriter(err, true), args.toArray(new String[0]));
    return new Cli(exitCode, out.toString(), err.toString());
  }

  /** The same in a JVM of its own, with these arguments of its and this locale. */
  static Cli inAJvm(Path folder, List<String> jvmArguments, String locale, Object... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(jvmArguments);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(Infer4j.class.getName());
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("LC_ALL", locale);
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("it did not end: " + command);
      }
    } finally {
      process.destroyForcibly();
    }
    return new Cli(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  /** Everything on stdout, which must be JSON and nothing else. */
  JsonNode json() {
    try {
      return JsonMapper.builder().build().readTree(out);
    } catch (JsonProcessingException e) {
      throw new AssertionError("stdout is not JSON: " + out, e);
    }
  }

  static List<String> keys(JsonNode object) {
    List<String> keys = new ArrayList<>();
    object.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  static Path model(String file) {
    return resource("models/" + file);
  }

  static Path digits(String file) {
    return resource("digits/" + file);
  }

  private static Path resource(String name) {
    URL url = Objects.requireNonNull(Cli.class.getResource(name), name);
    try {
      return Path.of(url.toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
