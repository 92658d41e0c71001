package io.infer4j.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** One call of the command line, in this JVM, and what came of it. */
record Cli(int exitCode, String out, String err) {
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
