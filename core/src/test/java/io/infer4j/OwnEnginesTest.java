package io.infer4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.infer4j.spi.InferenceEngine;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An engine's class is on the class path, and no services file names it: a JAR made of several. */
class OwnEnginesTest {
  private static final byte[] TFLITE =
      Arrays.copyOf("????TFL3".getBytes(StandardCharsets.US_ASCII), 64);

  @TempDir Path folder;

  /** A class of the engine's name and nothing else, which is all that is asked for. */
  private URLClassLoader unmerged() throws IOException {
    Path file = folder.resolve("io/infer4j/tflite/TfliteEngine.class");
    Files.createDirectories(file.getParent());
    try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
      out.writeInt(0xCAFEBABE);
      out.writeInt(52);
      out.writeShort(5); // the constants, from 1: two classes and their names
      for (int i = 1; i < 5; i += 2) {
        out.writeByte(7);
        out.writeShort(i + 1);
        out.writeByte(1);
        out.writeUTF(i == 1 ? "io/infer4j/tflite/TfliteEngine" : "java/lang/Object");
      }
      // public, this, super; no interfaces, fields, methods and attributes
      for (int value : new int[] {0x21, 1, 3, 0, 0, 0, 0}) {
        out.writeShort(value);
      }
    }
    return new URLClassLoader(
        new URL[] {folder.toUri().toURL()}, InferenceEngine.class.getClassLoader());
  }

  @Test
  void theMessageSaysThatTheClassIsThereAndNotWhatToAdd() throws IOException {
    try (URLClassLoader loader = unmerged()) {
      InferenceEngines engines = InferenceEngines.discover(loader);
      assertThatThrownBy(() -> engines.load(ModelSource.of(TFLITE), LoadOptions.defaults()))
          .isInstanceOf(EngineNotFoundException.class)
          .hasMessageContaining(
              "io.infer4j.tflite.TfliteEngine of infer4j-backend-tflite is on the class path, but no"
                  + " META-INF/services/io.infer4j.spi.InferenceEngine names it")
          .hasMessageContaining("ServicesResourceTransformer")
          .hasMessageContaining("InferenceEngines.of(new TfliteEngine())")
          .hasMessageNotContaining("add io.infer4j:");
    }
  }

  @Test
  void anEngineAskedForByNameIsToldOfToo() throws IOException {
    try (URLClassLoader loader = unmerged()) {
      LoadOptions options = LoadOptions.defaults().withEngine("tflite");
      assertThatThrownBy(
              () -> InferenceEngines.discover(loader).load(ModelSource.of(TFLITE), options))
          .isInstanceOf(EngineNotFoundException.class)
          .hasMessageContaining("META-INF/services")
          .hasMessageNotContaining("add io.infer4j:");
    }
  }

  @Test
  void itIsAmongTheProblems() throws IOException {
    try (URLClassLoader loader = unmerged()) {
      assertThat(InferenceEngines.discover(loader).problems())
          .singleElement()
          .asString()
          .startsWith("io.infer4j.tflite.TfliteEngine ");
    }
  }

  @Test
  void enginesThatWereGivenByHandAreLookedForNowhere() {
    assertThat(InferenceEngines.of().problems()).isEmpty();
  }

  @Test
  void withoutTheClassTheArtifactIsNamed() {
    assertThatThrownBy(
            () -> InferenceEngines.of().load(ModelSource.of(TFLITE), LoadOptions.defaults()))
        .isInstanceOf(EngineNotFoundException.class)
        .hasMessageContaining(": add io.infer4j:infer4j-backend-tflite");
  }

  @Test
  void onTheModulePathTheModuleIsToBeAdded() {
    String before = System.getProperty("jdk.module.path");
    System.setProperty("jdk.module.path", "lib/infer4j-backend-tflite-1.0.jar");
    try {
      assertThatThrownBy(
              () -> InferenceEngines.of().load(ModelSource.of(TFLITE), LoadOptions.defaults()))
          .hasMessageContaining(
              ": infer4j-backend-tflite is on the module path, but no module requires it: run with"
                  + " --add-modules io.infer4j.tflite");
    } finally {
      if (before == null) {
        System.clearProperty("jdk.module.path");
      } else {
        System.setProperty("jdk.module.path", before);
      }
    }
  }
}
