package io.infer4j.testkit;

import io.infer4j.Capability;
import io.infer4j.DType;
import io.infer4j.LoadOptions;
import io.infer4j.ModelFormat;
import io.infer4j.ModelSource;
import io.infer4j.spi.InferenceEngine;
import io.infer4j.spi.RuntimeModel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An engine that does what another one does, to be overridden in part. */
public abstract class ForwardingEngine implements InferenceEngine {
  private final InferenceEngine engine;

  protected ForwardingEngine(InferenceEngine engine) {
    this.engine = engine;
  }

  @Override
  public String name() {
    return engine.name();
  }

  @Override
  public String version() {
    return engine.version();
  }

  @Override
  public Set<ModelFormat> formats() {
    return engine.formats();
  }

  @Override
  public Optional<String> unavailable() {
    return engine.unavailable();
  }

  @Override
  public Set<Capability> capabilities() {
    return engine.capabilities();
  }

  @Override
  public Set<DType> dtypes() {
    return engine.dtypes();
  }

  @Override
  public List<String> accelerators() {
    return engine.accelerators();
  }

  @Override
  public Map<String, String> options() {
    return engine.options();
  }

  @Override
  public RuntimeModel load(ModelSource source, LoadOptions options) {
    return engine.load(source, options);
  }
}
