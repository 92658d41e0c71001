package io.infer4j.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.infer4j.EngineNotFoundException;
import io.infer4j.Model;
import io.infer4j.ModelLoadException;
import io.infer4j.ModelSource;
import io.infer4j.UnsupportedOperatorException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Loading: good sources load, whatever they are; bad ones say what is wrong with them. */
interface LoadingRules {
  @Rule(
      id = "LOAD-01",
      says = "A model loads from a file.",
      lookAt = "load(), where ModelSource.path() is there",
      fixtures = "mlp")
  default void aFileLoads(Subject subject) {
    Subject.checkAll(subject.load(subject.source("mlp")), Fixture.of("mlp"));
  }

  @Rule(
      id = "LOAD-02",
      says = "A model loads from bytes in memory.",
      lookAt = "load(), where ModelSource.path() is empty",
      fixtures = "mlp")
  default void bytesLoad(Subject subject) {
    Subject.checkAll(subject.load(ModelSource.of(subject.bytes("mlp"))), Fixture.of("mlp"));
  }

  @Rule(
      id = "LOAD-03",
      says = "A model loads from a class-path resource.",
      lookAt = "load(): such a source has a name that is not a path",
      fixtures = "mlp")
  default void aResourceLoads(Subject subject) {
    byte[] bytes = subject.bytes("mlp");
    ClassLoader loader =
        new ClassLoader(null) {
          @Override
          public InputStream getResourceAsStream(String name) {
            return new ByteArrayInputStream(bytes);
          }
        };
    Subject.checkAll(
        subject.load(ModelSource.ofResource(loader, "models/some mlp")), Fixture.of("mlp"));
  }

  @Rule(
      id = "LOAD-04",
      says = "A file loads whatever its name: blanks, other scripts, another format's ending.",
      lookAt = "how the path is passed to native code (its encoding), or read the file's bytes",
      fixtures = "mlp")
  default void aFileOfAnyNameLoads(Subject subject) {
    Path odd = subject.folder().file("mödel 日本 & co.zip", subject.bytes("mlp"));
    Subject.checkAll(subject.load(ModelSource.of(odd)), Fixture.of("mlp"));
  }

  @Rule(
      id = "LOAD-05",
      says = "A model of the SHA-256 that is pinned loads.",
      lookAt = "load(): a pinned source is passed like any other",
      fixtures = "mlp")
  default void thePinnedModelLoads(Subject subject) {
    ModelSource source = subject.source("mlp");
    Subject.checkAll(subject.load(source.withSha256(source.sha256())), Fixture.of("mlp"));
  }

  @Rule(
      id = "LOAD-06",
      says = "A model of another SHA-256 than the one pinned is refused, naming both.",
      lookAt = "whether the suite's engine is called through core, which checks it",
      fixtures = "mlp")
  default void anotherModelThanThePinnedIsRefused(Subject subject) {
    ModelSource source = subject.source("mlp");
    String other = "0".repeat(64);
    assertThatThrownBy(() -> subject.load(source.withSha256(other)).close())
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining(source.sha256())
        .hasMessageContaining(other);
  }

  @Rule(
      id = "LOAD-07",
      says = "Bytes may be overwritten once the model is loaded.",
      lookAt = "load(): native code that reads the model later needs a copy that it keeps",
      fixtures = "conv")
  default void bytesMayChangeAfterTheLoad(Subject subject) {
    byte[] bytes = subject.bytes("conv").clone();
    try (Model model = subject.load(ModelSource.of(bytes))) {
      Arrays.fill(bytes, (byte) 0x55);
      Subject.check(model, Fixture.of("conv"), 0);
    }
  }

  @Rule(
      id = "LOAD-08",
      says = "A missing file, a directory and an empty file are refused, naming the file.",
      lookAt = "whether the suite's engine is called through core, which checks it")
  default void whatIsNoFileIsRefused(Subject subject) {
    Path missing = subject.folder().path("missing." + subject.suite().extension());
    Path empty = subject.folder().file("empty." + subject.suite().extension(), new byte[0]);
    for (Path path : new Path[] {missing, empty, missing.getParent()}) {
      assertThatThrownBy(() -> subject.load(ModelSource.of(path)).close())
          .isInstanceOf(ModelLoadException.class)
          .hasMessageContaining(String.valueOf(path.getFileName()));
    }
  }

  @Rule(
      id = "LOAD-09",
      says = "A text file with the right ending is refused as no model.",
      lookAt = "the predicate of the format: it goes by content, not by name")
  default void aTextFileIsRefused(Subject subject) {
    byte[] text = "hello, this is no model\n".getBytes(StandardCharsets.UTF_8);
    Path file = subject.folder().file("text." + subject.suite().extension(), text);
    assertThatThrownBy(() -> subject.load(ModelSource.of(file)).close())
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("text." + subject.suite().extension());
  }

  @Rule(
      id = "LOAD-10",
      says = "A model of a format that the engine does not read is not given to it.",
      lookAt = "formats(): it may name only what load() takes",
      skipped = "where the engine reads both TFLite and ORT")
  default void aModelOfAnotherFormatIsRefused(Subject subject) {
    byte[] tflite = "\34\0\0\0TFL3 and so on".getBytes(StandardCharsets.ISO_8859_1);
    byte[] ort = "\34\0\0\0ORTM and so on".getBytes(StandardCharsets.ISO_8859_1);
    for (byte[] header : new byte[][] {tflite, ort}) {
      ModelSource source = ModelSource.of(header);
      if (subject.engines().formatOf(source).stream()
          .noneMatch(subject.engine().formats()::contains)) {
        assertThatThrownBy(() -> subject.load(source).close())
            .isInstanceOf(EngineNotFoundException.class)
            .hasMessageContaining(subject.engine().name());
        return;
      }
    }
    throw new Skip("the engine reads both TFLite and ORT");
  }

  @Rule(
      id = "LOAD-11",
      says = "A model that is cut off is refused, or loads where only what can be left out is cut.",
      lookAt = "load(): an error of the runtime has to become a ModelLoadException",
      fixtures = "mlp")
  default void aTruncatedModelIsRefused(Subject subject) {
    byte[] whole = subject.bytes("mlp");
    for (int tenth = 1; tenth < 10; tenth++) {
      ModelSource cut = ModelSource.of(Arrays.copyOf(whole, whole.length * tenth / 10));
      try (Model model = subject.load(cut)) {
        assertThat(tenth).as("tenths of the file that load as %s", model).isGreaterThan(8);
      } catch (ModelLoadException e) {
        assertThat(e).hasMessageContaining(cut.name());
      }
    }
  }

  @Rule(
      id = "LOAD-12",
      says = "A truncated file is refused, naming the file.",
      lookAt = "load(): the source's name belongs in the message",
      fixtures = "mlp")
  default void aTruncatedFileIsRefused(Subject subject) {
    byte[] whole = subject.bytes("mlp");
    Path cut = subject.folder().file("cut", Arrays.copyOf(whole, whole.length / 2));
    assertThatThrownBy(() -> subject.load(ModelSource.of(cut)).close())
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining(cut.toString());
  }

  @Rule(
      id = "LOAD-13",
      says = "A load that fails leaves the engine usable.",
      lookAt = "state that load() leaves behind when it throws",
      fixtures = "mlp")
  default void aFailedLoadLeavesTheEngineUsable(Subject subject) {
    byte[] whole = subject.bytes("mlp");
    ModelSource half = ModelSource.of(Arrays.copyOf(whole, whole.length / 2));
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> subject.load(half).close()).isInstanceOf(ModelLoadException.class);
      subject.runs("mlp");
    }
  }

  @Rule(
      id = "LOAD-14",
      says = "An operator that the runtime lacks ends in an exception that names it.",
      lookAt = "how load() recognises the runtime's words for an unknown operator",
      fixtures = "unsupported")
  default void anUnsupportedOperatorIsNamed(Subject subject) {
    assertThatThrownBy(() -> subject.load("unsupported").close())
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining("Unheard");
  }

  @Rule(
      id = "LOAD-15",
      says = "The same source gives a model each time that it is loaded.",
      lookAt = "load(): it must not use the source up",
      fixtures = "mlp")
  default void aSourceLoadsAgain(Subject subject) {
    ModelSource source = subject.source("mlp");
    for (int i = 0; i < 3; i++) {
      Subject.checkAll(subject.load(source), Fixture.of("mlp"));
    }
  }

  @Rule(
      id = "LOAD-16",
      says = "Loading changes neither the file nor the bytes.",
      lookAt = "load(): a runtime that works in place needs a copy",
      fixtures = "mlp")
  default void aLoadLeavesTheSourceAsItIs(Subject subject) throws Exception {
    byte[] bytes = subject.bytes("mlp");
    byte[] given = bytes.clone();
    Path file = subject.folder().file("kept", bytes);
    subject.load(ModelSource.of(given)).close();
    subject.load(ModelSource.of(file)).close();
    assertThat(given).isEqualTo(bytes);
    assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
  }
}
