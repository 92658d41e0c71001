package io.infer4j.testkit.conformance;

import io.infer4j.Capability;
import io.infer4j.InferenceEngines;
import io.infer4j.IoBinding;
import io.infer4j.LoadOptions;
import io.infer4j.Model;
import io.infer4j.ModelSource;
import io.infer4j.Shape;
import io.infer4j.Tensor;
import io.infer4j.spi.InferenceEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The engine that is tried, and its models of the fixtures. Safe to use from many threads. */
final class Subject implements AutoCloseable {
  private final EngineConformance suite;
  private final InferenceEngine engine;
  private final Folder folder = new Folder();
  private final Map<String, Optional<Path>> files = new ConcurrentHashMap<>();

  Subject(EngineConformance suite) {
    this.suite = suite;
    this.engine = suite.engine();
  }

  EngineConformance suite() {
    return suite;
  }

  InferenceEngine engine() {
    return engine;
  }

  /** Another instance of it. */
  InferenceEngine anotherEngine() {
    return suite.engine();
  }

  LoadOptions options() {
    return suite.options();
  }

  InferenceEngines engines() {
    return InferenceEngines.of(engine);
  }

  /** Whether the engine has the capability, or its fixtures have it where not every file does. */
  boolean can(Capability capability) {
    return engine.capabilities().contains(capability)
        || (capability == Capability.STATIC_SPECS && suite.modelsTellSpecs());
  }

  /** A folder of this subject's own, which is deleted at the end. */
  Folder folder() {
    return folder;
  }

  boolean has(String fixture) {
    return find(fixture).isPresent();
  }

  /** Those of the fixtures that this format has. */
  List<String> present(String... fixtures) {
    List<String> present = new ArrayList<>(List.of(fixtures));
    present.removeIf(fixture -> !has(fixture));
    return present;
  }

  /** The model of a fixture as a file. */
  Path file(String fixture) {
    return find(fixture)
        .orElseThrow(() -> new Skip("this format has no model of the fixture '" + fixture + "'"));
  }

  ModelSource source(String fixture) {
    return ModelSource.of(file(fixture));
  }

  byte[] bytes(String fixture) {
    return source(fixture).bytes();
  }

  private Optional<Path> find(String fixture) {
    return files.computeIfAbsent(
        fixture,
        name ->
            suite.model(name).map(source -> source.path().orElseGet(() -> write(name, source))));
  }

  private Path write(String fixture, ModelSource source) {
    try {
      return Files.write(folder.path(fixture + "." + suite.extension()), source.bytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Model load(String fixture) {
    return load(fixture, options());
  }

  Model load(String fixture, LoadOptions options) {
    return load(source(fixture), options);
  }

  Model load(ModelSource source) {
    return load(source, options());
  }

  Model load(ModelSource source, LoadOptions options) {
    return engines().load(source, options);
  }

  /** Bound to copies of the inputs of a case, which works also where the model tells no dtypes. */
  static IoBinding bind(Model model, Fixture fixture, int index) {
    return model.bindTo(fixture.in(index));
  }

  /** That {@code model} gives what {@code fixture} expects of one case. */
  static void check(Model model, Fixture fixture, int index) {
    fixture.check(index, model.run(fixture.in(index)));
  }

  /** That it gives what the fixture expects of every case; the model is closed. */
  static void checkAll(Model model, Fixture fixture) {
    try (model) {
      for (int index = 0; index < fixture.cases(); index++) {
        check(model, fixture, index);
      }
    }
  }

  /** Loads the model of the fixture and checks every case. */
  void runs(String fixture) {
    checkAll(load(fixture), Fixture.of(fixture));
  }

  static Map<String, Shape> shapes(Map<String, Tensor> tensors) {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> shapes.put(name, tensor.shape()));
    return shapes;
  }

  @Override
  public void close() {
    folder.close();
  }
}
