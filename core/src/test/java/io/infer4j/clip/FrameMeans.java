package io.infer4j.clip;

import io.infer4j.Capability;
import io.infer4j.DType;
import io.infer4j.InferenceEngines;
import io.infer4j.LoadOptions;
import io.infer4j.Model;
import io.infer4j.ModelFormat;
import io.infer4j.ModelSource;
import io.infer4j.Placement;
import io.infer4j.RunCancelledException;
import io.infer4j.Shape;
import io.infer4j.Tensor;
import io.infer4j.TensorSpec;
import io.infer4j.spi.InferenceEngine;
import io.infer4j.spi.RuntimeBinding;
import io.infer4j.spi.RuntimeModel;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A video model for tests: "frame" [batch, size, 1, 1, 1] to "scores" [batch, size, 2], the frame's
 * value plus its position in the window, and twice the value; "wide" is [batch, size + 1, 1].
 */
public final class FrameMeans implements InferenceEngine {
  private static final ModelFormat FORMAT = ModelFormat.of("means", header -> true);

  private final int batch;
  private final int size;
  Set<Capability> capabilities = Set.of(Capability.STATIC_SPECS);
  Runnable onRun = () -> {};
  volatile boolean cancelled;

  public FrameMeans(int batch, int size) {
    this.batch = batch;
    this.size = size;
  }

  public Model load() {
    return InferenceEngines.of(this)
        .load(ModelSource.of(new byte[] {1, 2, 3, 4}), LoadOptions.defaults());
  }

  @Override
  public String name() {
    return "means";
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
    return capabilities;
  }

  @Override
  public Set<DType> dtypes() {
    return Set.of(DType.FLOAT32);
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
    return new RuntimeModel() {
      @Override
      public List<TensorSpec> inputs() {
        return List.of(TensorSpec.of("frame", DType.FLOAT32, Shape.of(batch, size, 1, 1, 1)));
      }

      @Override
      public List<TensorSpec> outputs() {
        return List.of(
            TensorSpec.of("scores", DType.FLOAT32, Shape.of(batch, size, 2)),
            TensorSpec.of("wide", DType.FLOAT32, Shape.of(batch, size + 1, 1)));
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
      public RuntimeBinding bind(List<Tensor> inputs) {
        return new Binding(inputs.get(0));
      }

      @Override
      public void close() {}
    };
  }

  private final class Binding implements RuntimeBinding {
    private final FloatBuffer in;
    private final Tensor scores = Tensor.allocate(DType.FLOAT32, batch, size, 2);
    private final Tensor wide = Tensor.allocate(DType.FLOAT32, batch, size + 1, 1);
    private final FloatBuffer out = scores.asFloats();

    Binding(Tensor input) {
      this.in = input.asFloats();
    }

    @Override
    public void run() {
      onRun.run();
      if (cancelled) {
        throw new RunCancelledException("the run was cancelled");
      }
      for (int i = 0; i < batch * size; i++) {
        out.put(2 * i, in.get(i) + i % size);
        out.put(2 * i + 1, 2 * in.get(i));
      }
    }

    @Override
    public Tensor output(int index) {
      return index == 0 ? scores : wide;
    }

    @Override
    public void cancel() {
      cancelled = true;
    }

    @Override
    public void clearCancel() {
      cancelled = false;
    }

    @Override
    public void close() {}
  }
}
