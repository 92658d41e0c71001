package io.infer4j.torch;

import io.infer4j.DType;
import io.infer4j.EngineUnavailableException;
import io.infer4j.LoadOptions;
import io.infer4j.ModelFormat;
import io.infer4j.ModelSource;
import io.infer4j.spi.Capability;
import io.infer4j.spi.InferenceEngine;
import io.infer4j.spi.RuntimeModel;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The engine {@code pytorch}. */
public final class TorchEngine implements InferenceEngine {
  /** The engine's name. */
  static final String NAME = "pytorch";

  /** For {@link java.util.ServiceLoader}. */
  public TorchEngine() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String version() {
    TorchRuntime runtime = Runtimes.find(Runtimes.wanted());
    return runtime == null ? "unknown" : runtime.version();
  }

  @Override
  public Set<ModelFormat> formats() {
    return new LinkedHashSet<>(
        Arrays.asList(ModelFormat.TORCHSCRIPT, ModelFormat.TORCH_FLATBUFFER));
  }

  @Override
  public Optional<String> unavailable() {
    return Optional.ofNullable(failure(Runtimes.wanted()));
  }

  /** A run cannot be cancelled, and a file tells its dtypes and shapes only if it declares them. */
  @Override
  public Set<Capability> capabilities() {
    return EnumSet.of(Capability.DYNAMIC_SHAPES, Capability.EMPTY_TENSORS);
  }

  @Override
  public Set<DType> dtypes() {
    TorchRuntime runtime = Runtimes.find(Runtimes.wanted());
    return runtime == null ? EnumSet.noneOf(DType.class) : runtime.dtypes();
  }

  @Override
  public List<String> accelerators() {
    return failure(Runtimes.wanted()) == null
        ? Collections.singletonList("cpu")
        : Collections.emptyList();
  }

  @Override
  public Map<String, String> options() {
    return Settings.KEYS;
  }

  @Override
  public RuntimeModel load(ModelSource source, LoadOptions options) {
    Settings settings = new Settings(options);
    String failure = failure(settings.binding);
    TorchRuntime runtime = Runtimes.find(settings.binding);
    if (failure != null || runtime == null) {
      throw new EngineUnavailableException("engine " + NAME + " cannot be used here: " + failure);
    }
    return TorchModel.load(runtime, source, settings);
  }

  private static @Nullable String failure(String wanted) {
    TorchRuntime runtime = Runtimes.find(wanted);
    return runtime == null ? Runtimes.missing(wanted) : runtime.failure();
  }
}
