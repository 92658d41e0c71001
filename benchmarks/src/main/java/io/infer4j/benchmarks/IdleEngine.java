package io.infer4j.benchmarks;

import io.infer4j.Capability;
import io.infer4j.DType;
import io.infer4j.LoadOptions;
import io.infer4j.ModelFormat;
import io.infer4j.ModelSource;
import io.infer4j.Placement;
import io.infer4j.Shape;
import io.infer4j.Tensor;
import io.infer4j.TensorSpec;
import io.infer4j.spi.InferenceEngine;
import io.infer4j.spi.RuntimeBinding;
import io.infer4j.spi.RuntimeModel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An engine whose one model does nothing, so that only what is around it costs. */
final class IdleEngine implements InferenceEngine {
  private final ModelFormat format;
  private final List<TensorSpec> inputs;
  private final List<TensorSpec> outputs;

  /**
   * Of a model in a format of its own that takes an image, whose dtype and shape are the bundle's.
   */
  IdleEngine() {
    this(
        ModelFormat.of("idle", header -> header.length > 0 && header[0] == 'i'),
        List.of(TensorSpec.of("image", null, Shape.unknown())),
        List.of(TensorSpec.of("out", DType.FLOAT32, Shape.of(1))));
  }

  /** Of models in that format; their outputs have fixed shapes, and stay zeros. */
  IdleEngine(ModelFormat format, List<TensorSpec> inputs, List<TensorSpec> outputs) {
    this.format = format;
    this.inputs = inputs;
    this.outputs = outputs;
  }

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
    return Set.of(format);
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

  private final class Idle implements RuntimeModel, RuntimeBinding {
    private final List<Tensor> zeros =
        outputs.stream().map(spec -> Tensor.allocate(DType.FLOAT32, spec.shape())).toList();

    @Override
    public List<TensorSpec> inputs() {
      return inputs;
    }

    @Override
    public List<TensorSpec> outputs() {
      return outputs;
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
      return zeros.get(index);
    }

    @Override
    public void cancel() {}

    @Override
    public void clearCancel() {}

    @Override
    public void close() {}
  }
}
