package io.infer4j.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.infer4j.Capability;
import io.infer4j.DType;
import io.infer4j.Engine;
import io.infer4j.InferenceEngines;
import io.infer4j.ModelFormat;
import io.infer4j.spi.InferenceEngine;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Set;

/** Discovery and identity. */
interface DiscoveryRules {
  @Rule(
      id = "DISC-01",
      says = "The name is lower case, without blanks, and always the same.",
      lookAt = "name(): users type it, in options and on command lines")
  default void theNameIsOneWord(Subject subject) {
    assertThat(subject.engine().name()).matches("[a-z][a-z0-9_.-]*");
    assertThat(subject.engine().name()).isEqualTo(subject.engine().name());
  }

  @Rule(
      id = "DISC-02",
      says = "The version is one line that is not blank, and known once a model has been loaded.",
      lookAt = "version(): it is the runtime's, not the backend's",
      fixtures = "mlp")
  default void theVersionIsTold(Subject subject) {
    assertThat(subject.engine().version()).isNotBlank().doesNotContain("\n");
    subject.load("mlp").close();
    assertThat(subject.engine().version()).as("after a load").isNotEqualTo("unknown");
  }

  @Rule(
      id = "DISC-03",
      says = "The formats are not none, and the fixtures' is among them.",
      lookAt = "formats(), and the predicates of formats that are the backend's own",
      fixtures = "mlp")
  default void theFixturesFormatIsRead(Subject subject) {
    assertThat(subject.engine().formats()).isNotEmpty();
    assertThat(subject.engines().formatOf(subject.source("mlp")))
        .as("the format of %s", subject.file("mlp").getFileName())
        .isPresent()
        .get()
        .isIn(subject.engine().formats());
  }

  @Rule(
      id = "DISC-04",
      says = "A format recognises neither nothing, nor text, nor a part of its beginning.",
      lookAt = "the predicate given to ModelFormat.of: a short header must not throw")
  default void aFormatRecognisesOnlyItsOwn(Subject subject) {
    for (ModelFormat format : subject.engine().formats()) {
      for (String header :
          new String[] {"", "a", "hello, this is no model", "PK\3\4", "\0\0\0\0"}) {
        assertThat(format.matches(header.getBytes(StandardCharsets.ISO_8859_1)))
            .as("%s recognises \"%s\"", format, header)
            .isFalse();
      }
    }
  }

  @Rule(
      id = "DISC-05",
      says = "The engine is available where the suite runs.",
      lookAt = "unavailable() and the native libraries on the class path of the tests")
  default void theEngineIsAvailable(Subject subject) {
    assertThat(subject.engine().unavailable()).isEmpty();
  }

  @Rule(
      id = "DISC-06",
      says = "The dtypes include float32 and the accelerators cpu, each accelerator once.",
      lookAt = "dtypes() and accelerators()")
  default void float32AndCpuAreThere(Subject subject) {
    assertThat(subject.engine().dtypes()).contains(DType.FLOAT32);
    assertThat(subject.engine().accelerators()).contains("cpu").doesNotHaveDuplicates();
    assertThat(subject.engine().accelerators()).allMatch(name -> name.matches("[a-z][a-z0-9_.-]*"));
  }

  @Rule(id = "DISC-07", says = "Each option's key comes with a line of help.", lookAt = "options()")
  default void optionsHaveHelp(Subject subject) {
    subject
        .engine()
        .options()
        .forEach(
            (key, help) -> {
              assertThat(key).as("a key").isNotBlank().isEqualTo(key.strip());
              assertThat(help).as("the help of %s", key).isNotBlank().doesNotContain("\n");
            });
  }

  @Rule(
      id = "DISC-08",
      says = "Two instances of the engine tell the same of it.",
      lookAt = "state in the engine: it has to be stateless")
  default void instancesAreAlike(Subject subject) {
    InferenceEngine one = subject.engine();
    InferenceEngine other = subject.anotherEngine();
    assertThat(other.name()).isEqualTo(one.name());
    assertThat(other.version()).isEqualTo(one.version());
    assertThat(other.formats()).isEqualTo(one.formats());
    assertThat(other.capabilities()).isEqualTo(one.capabilities());
    assertThat(other.dtypes()).isEqualTo(one.dtypes());
    assertThat(other.accelerators()).isEqualTo(one.accelerators());
    assertThat(other.options()).isEqualTo(one.options());
  }

  @Rule(
      id = "DISC-09",
      says = "What a caller does to the sets that the engine returns changes nothing in it.",
      lookAt = "capabilities() and dtypes(): return a copy or an unmodifiable set")
  default void returnedSetsAreCopies(Subject subject) {
    Set<Capability> capabilities = Set.copyOf(subject.engine().capabilities());
    Set<DType> dtypes = Set.copyOf(subject.engine().dtypes());
    try {
      subject.engine().capabilities().clear();
      subject.engine().dtypes().clear();
    } catch (UnsupportedOperationException e) {
      return;
    }
    assertThat(subject.engine().capabilities()).isEqualTo(capabilities);
    assertThat(subject.engine().dtypes()).isEqualTo(dtypes);
  }

  @Rule(
      id = "DISC-10",
      says = "ServiceLoader finds the engine by its name.",
      lookAt = "META-INF/services/io.infer4j.spi.InferenceEngine, and the public constructor",
      skipped = "where isDiscovered() says that it is made by hand")
  default void serviceLoaderFindsIt(Subject subject) {
    if (!subject.suite().isDiscovered()) {
      throw new Skip("isDiscovered() says that ServiceLoader is not to find the engine");
    }
    InferenceEngines found = InferenceEngines.discover();
    assertThat(new ArrayList<>(found.engines()))
        .as("engines found, beside problems %s", found.problems())
        .extracting(Engine::name)
        .contains(subject.engine().name());
  }

  @Rule(
      id = "DISC-11",
      says = "The format has the fixtures that no engine can do without: mlp and add_sub.",
      lookAt = "extension() and model(String) of the class that extends EngineConformance")
  default void theIndispensableFixturesAreThere(Subject subject) {
    assertThat(subject.has("mlp")).as("the fixture mlp in this format").isTrue();
    assertThat(subject.has("add_sub")).as("the fixture add_sub in this format").isTrue();
  }
}
