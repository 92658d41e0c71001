package io.infer4j.benchmarks;

import io.infer4j.DType;
import io.infer4j.LoadOptions;
import io.infer4j.ModelFormat;
import io.infer4j.ModelSource;
import io.infer4j.Placement;
import io.infer4j.Shape;
import io.infer4j.Tensor;
import io.infer4j.TensorSpec;
import io.infer4j.spi.Capability;
import io.infer4j.spi.InferenceEngine;
import io.infer4j.spi.RuntimeBinding;
import io.infer4j.spi.RuntimeModel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An engine whose one model takes an image and does nothing, so that only what is around it costs.
 */
final class IdleEngine implements InferenceEngine {
  private static final ModelFormat FORMAT =
      ModelFormat.of("idle", header -> header.length > 0 && header[0] == 'i');

  @Override
  public String name() {
    return "idle";
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
    return Set.of();
  }

  @Override
  public Set<DType> dtypes() {
    return Set.of(DType.FLOAT32, DType.UINT8);
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
    return new Idle();
  }

  private static final class Idle implements RuntimeModel, RuntimeBinding {
    private final Tensor out = Tensor.allocate(DType.FLOAT32, 1);

    /** Its dtype and shape are the bundle's. */
    @Override
    public List<TensorSpec> inputs() {
      return List.of(TensorSpec.of("image", null, Shape.unknown()));
    }

    @Override
    public List<TensorSpec> outputs() {
      return List.of(TensorSpec.of("out", DType.FLOAT32, Shape.of(1)));
    }

    @Override
    public Map<String, String> metadata() {
      return Map.of();
    }

    @Override
    public Placement placement() {
      return new Placement(List.of(), List.of("cpu"), List.of());
    }

    @Override
    public RuntimeBinding bind(List<@Nullable Tensor> inputs) {
      return this;
    }

    @Override
    public void run() {}

    @Override
    public Tensor output(int index) {
      return out;
    }

    @Override
    public void cancel() {}

    @Override
    public void clearCancel() {}

    @Override
    public void close() {}
  }
}
