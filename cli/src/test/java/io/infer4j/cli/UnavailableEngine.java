package io.infer4j.cli;

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

/** An engine whose native library is missing. */
public final class UnavailableEngine implements InferenceEngine {
  @Override
  public String name() {
    return "bytes";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public Set<ModelFormat> formats() {
    return Set.of(ModelFormat.ONNX);
  }

  @Override
  public Optional<String> unavailable() {
    return Optional.of("libbytes.so.1 is missing, install libbytes");
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of(Capability.STATIC_SPECS);
  }

  @Override
  public Set<DType> dtypes() {
    return Set.of(DType.UINT8, DType.INT8);
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
    throw new AssertionError("an engine that is unavailable was asked to load " + source);
  }
}
