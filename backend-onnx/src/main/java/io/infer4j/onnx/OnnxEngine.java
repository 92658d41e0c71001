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
 * and reuse, see {@link io.infer4j.spi.support.NativeCache}: {@code infer4j} in {@code
 * $XDG_CACHE_HOME} or {@code ~/.cache} (Linux), {@code ~/Library/Caches} (macOS), {@code
 * %LOCALAPPDATA%} (Windows), or the directory that the system property {@code infer4j.cache} names.
 * Where that cannot be used, or anybody could write to it, they go to the temp directory, and a
 * warning says so. Every byte is compared with the JAR's checksum; who can write the user's own
 * files could replace the JAR as well. ONNX Runtime's own {@code onnxruntime.native.*} properties
 * go before all that. Each class loader of a JVM can use the engine; what ONNX Runtime has started
 * for it stays until the JVM ends, as ONNX Runtime keeps a shutdown hook.
 *
 * <p>Nothing is reported: the ONNX Runtime that comes with this does not, from 1.29 on it would.
 * Such a one is silenced before it is loaded, by {@code ORT_DISABLE_TELEMETRY=1} in the environment
 * of the process (JDK 22 and newer, Android), or the engine is unavailable until that variable is
 * set; the system property {@code infer4j.onnxruntime.telemetry=allow} lets it report.
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
