package io.infer4j.cli;

import io.infer4j.DType;
import io.infer4j.LoadOptions;
import io.infer4j.ModelFormat;
import io.infer4j.ModelSource;
import io.infer4j.Placement;
import io.infer4j.Quantization;
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
 * An engine after the fashion of TensorFlow Lite: channels last, quantised bytes in and out. Its
 * one network answers the first ten pixels.
 */
public final class ByteEngine implements InferenceEngine {
  private final Quantization in = Quantization.perTensor(1 / 255f, 0);
  private final Quantization out = Quantization.perTensor(1 / 256f, -128);

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

  /** Only those who ask for it by {@code infer4j.test.bytes} can use it. */
  @Override
  public Optional<String> unavailable() {
    return Optional.of("libbytes.so.1 is missing, install libbytes").filter(r -> !usable());
  }

  private static boolean usable() {
    return Boolean.getBoolean("infer4j.test.bytes");
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
    return new RuntimeModel() {
      @Override
      public List<TensorSpec> inputs() {
        return List.of(
            TensorSpec.of("pixels", DType.UINT8, Shape.of(1, 8, 8, 1)).withQuantization(in));
      }

      @Override
      public List<TensorSpec> outputs() {
        return List.of(
            TensorSpec.of("Identity", DType.INT8, Shape.of(1, 10)).withQuantization(out));
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
        return new FirstTen(inputs.get(0));
      }

      @Override
      public void close() {}
    };
  }

  private static final class FirstTen implements RuntimeBinding {
    private final @Nullable Tensor input;
    private final Tensor output = Tensor.allocate(DType.INT8, 1, 10);

    FirstTen(@Nullable Tensor input) {
      this.input = input;
    }

    @Override
    public void run() {
      for (int i = 0; input != null && i < 10; i++) {
        // From 0..255 with zero point 0 to -128..127 with zero point -128.
        output.asBytes().put(i, (byte) ((input.asBytes().get(i) & 0xff) - 128));
      }
    }

    @Override
    public Tensor output(int index) {
      return output;
    }

    @Override
    public void cancel() {}

    @Override
    public void clearCancel() {}

    @Override
    public void close() {}
  }
}
