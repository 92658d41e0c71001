package io.infer4j.testkit.fake;

import io.infer4j.Capability;
import io.infer4j.DType;
import io.infer4j.LoadOptions;
import io.infer4j.ModelFormat;
import io.infer4j.ModelLoadException;
import io.infer4j.ModelSource;
import io.infer4j.Placement;
import io.infer4j.spi.InferenceEngine;
import io.infer4j.spi.RuntimeModel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Loads what the script says, whatever is in the file. */
final class FakeEngine implements InferenceEngine {
  static final String MAGIC = "infer4j-fake";

  private static final ModelFormat FORMAT =
      ModelFormat.of(
          "fake", header -> new String(header, StandardCharsets.ISO_8859_1).startsWith(MAGIC));

  private final Script script;

  FakeEngine(Script script) {
    this.script = script;
  }

  @Override
  public String name() {
    return "fake";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public Set<ModelFormat> formats() {
    return Set.of(FORMAT);
  }

  @Override
  public Optional<String> unavailable() {
    return Optional.empty();
  }

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.allOf(Capability.class);
  }

  @Override
  public Set<DType> dtypes() {
    return EnumSet.allOf(DType.class);
  }

  @Override
  public List<String> accelerators() {
    return List.of("cpu");
  }

  @Override
  public Map<String, String> options() {
    return Map.of();
  }

  @Override
  public RuntimeModel load(ModelSource source, LoadOptions options) {
    String failure = script.loadFailures.get(script.loads.incrementAndGet());
    if (failure != null) {
      throw new ModelLoadException(failure);
    }
    List<String> notes = new ArrayList<>();
    for (String accelerator : options.accelerators()) {
      if (!accelerator.equals("cpu")) {
        notes.add("a fake model has no accelerator '" + accelerator + "'");
      }
    }
    if (options.strictPlacement() && !notes.isEmpty()) {
      throw new ModelLoadException("strict placement was asked for: " + notes.get(0));
    }
    return new FakeRuntimeModel(
        script, new Placement(options.accelerators(), List.of("cpu"), notes));
  }
}
