package io.infer4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A second engine appears by class path alone, here one that cannot be used, and a broken one. */
class MoreEnginesTest {
  private final ClassLoader before = Thread.currentThread().getContextClassLoader();

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @SuppressWarnings("NullAway.Init")
  private URLClassLoader loader;

  @BeforeEach
  void addTheEngines() throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(
        services.resolve("io.infer4j.spi.InferenceEngine"),
        UnavailableEngine.class.getName() + "\ncom.example.Gone\n");
    loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, before);
    Thread.currentThread().setContextClassLoader(loader);
  }

  @AfterEach
  void removeThem() throws IOException {
    Thread.currentThread().setContextClassLoader(before);
    loader.close();
  }

  @Test
  void inspectTellsWhyAnEngineCannotBeUsed() {
    Cli cli = Cli.call("inspect");

    assertThat(cli.exitCode()).isZero();
    assertThat(cli.out()).contains("cannot be used  libbytes.so.1 is missing, install libbytes");
  }

  @Test
  void inspectTellsWhichProviderIsBroken() {
    JsonNode json = Cli.call("inspect", "--json").json();

    assertThat(json.at("/problems/0").asText()).contains("com.example.Gone");
  }

  @Test
  void placementTellsThatAnEngineWasPassedOver() {
    JsonNode json = Cli.call("inspect", Cli.model("mlp.onnx"), "--json").json();

    assertThat(json.at("/model/engine").asText()).isEqualTo("onnxruntime");
    assertThat(json.at("/model/placement/notes/0").asText()).contains("bytes", "libbytes.so.1");
  }

  @Test
  void demoListsTheUnavailableEngineBesideTheOthers() {
    JsonNode json = Cli.call("demo", "--json").json();

    assertThat(json.at("/results")).isNotEmpty();
    assertThat(json.at("/unavailable/0/engine").asText()).isEqualTo("bytes");
    assertThat(json.at("/unavailable/0/reason").asText()).contains("libbytes.so.1");
  }

  @Test
  void runOnTheUnavailableEngineFailsWithItsReason() {
    Cli cli = Cli.call("run", Cli.model("mlp.onnx"), "--random", "1", "--engine", "bytes");

    assertThat(cli.exitCode()).isEqualTo(1);
    assertThat(cli.err()).contains("libbytes.so.1 is missing").hasLineCount(1);
  }
}
