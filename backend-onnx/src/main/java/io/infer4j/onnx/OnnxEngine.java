package io.infer4j.onnx;

import io.infer4j.DType;
import io.infer4j.LoadOptions;
import io.infer4j.ModelFormat;
import io.infer4j.ModelSource;
import io.infer4j.spi.Capability;
import io.infer4j.spi.InferenceEngine;
import io.infer4j.spi.RuntimeModel;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The engine {@code onnxruntime}: ONNX and ORT files through ONNX Runtime's Java API.
 *
 * <p>On the desktop its native libraries are extracted once into a cache that later starts check
 * and reuse: {@code infer4j} in {@code $XDG_CACHE_HOME} or {@code ~/.cache} (Linux), {@code
 * ~/Library/Caches} (macOS), {@code %LOCALAPPDATA%} (Windows), or the directory that the system
 * property {@code infer4j.cache} names. Where it cannot be written ONNX Runtime extracts to the
 * temp directory at every start, and a warning says so. ONNX Runtime's own {@code
 * onnxruntime.native.*} properties go before all that.
 *
 * <p>Limits of ONNX Runtime's Java API that remain: an initializer that is also a graph input
 * cannot be overridden; outputs that are sequences or maps, and inputs and outputs whose names have
 * characters beyond U+FFFF, cannot be had: a model loads without such outputs, which {@link
 * io.infer4j.Model#placement} notes, and not at all with such an input; a run whose strings, in or
 * out, have NUL or characters beyond U+FFFF is refused rather than garbled.
 */
public final class OnnxEngine implements InferenceEngine {
  /** For {@link java.util.ServiceLoader}. */
  public OnnxEngine() {}

  @Override
  public String name() {
    return "onnxruntime";
  }

  @Override
  public String version() {
    return OrtRuntime.version();
  }

  @Override
  public Set<ModelFormat> formats() {
    return new HashSet<>(Arrays.asList(ModelFormat.ONNX, ModelFormat.ORT));
  }

  @Override
  public Optional<String> unavailable() {
    return OrtRuntime.failure();
  }

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.allOf(Capability.class);
  }

  @Override
  public Set<DType> dtypes() {
    return EnumSet.allOf(DType.class);
  }

  /** The execution providers of the ONNX Runtime that is there; none if it is unavailable. */
  @Override
  public List<String> accelerators() {
    return OrtRuntime.failure().isPresent()
        ? Collections.emptyList()
        : ExecutionProvider.available();
  }

  @Override
  public Map<String, String> options() {
    return Settings.KEYS;
  }

  @Override
  public RuntimeModel load(ModelSource source, LoadOptions options) {
    return OnnxModel.load(OrtRuntime.environment(), source, options);
  }
}
