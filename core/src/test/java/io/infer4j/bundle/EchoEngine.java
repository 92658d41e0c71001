package io.infer4j.bundle;

import io.infer4j.Capability;
import io.infer4j.DType;
import io.infer4j.InferenceEngines;
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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An engine whose models give each input back as the output of the same index. Its fields are the
 * script: set them before loading.
 */
final class EchoEngine implements InferenceEngine {
  final String name;
  final ModelFormat format;
  List<TensorSpec> inputs = List.of();
  List<TensorSpec> outputs = List.of();
  Optional<String> unavailable = Optional.empty();
  RuntimeException onLoad;
  boolean outputsKnown = true;
  int loads;
  int closes;
  LoadOptions seenOptions;
  ModelSource seenSource;

  /** What the last binding was given, and the last binding itself. */
  List<Tensor> bound = List.of();

  RuntimeBinding binding;

  EchoEngine(String name) {
    this.name = name;
    this.format =
        ModelFormat.of(
            name, header -> new String(header, StandardCharsets.ISO_8859_1).startsWith(name));
  }

  EchoEngine inputs(TensorSpec... specs) {
    inputs = List.of(specs);
    return this;
  }

  EchoEngine outputs(TensorSpec... specs) {
    outputs = List.of(specs);
    return this;
  }

  InferenceEngines alone() {
    return InferenceEngines.of(this);
  }

  @Override
  public String name() {
    return name;
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
    return unavailable;
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of(Capability.DYNAMIC_SHAPES, Capability.CANCELLATION);
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
    return Map.of("speed", "how fast");
  }

  @Override
  public RuntimeModel load(ModelSource source, LoadOptions options) {
    loads++;
    seenOptions = options;
    seenSource = source;
    if (onLoad != null) {
      throw onLoad;
    }
    return new Echo();
  }

  private final class Echo implements RuntimeModel {
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
      return Map.of("author", "the file", "version", "7");
    }

    @Override
    public Placement placement() {
      return new Placement(List.of(), List.of("cpu"), List.of());
    }

    @Override
    public RuntimeBinding bind(List<Tensor> tensors) {
      bound = new ArrayList<>(tensors);
      EchoBinding made = new EchoBinding(tensors);
      binding = made;
      return made;
    }

    @Override
    public void close() {
      closes++;
    }
  }

  private final class EchoBinding implements RuntimeBinding {
    private final List<Tensor> in;
    private final Tensor[] out;

    EchoBinding(List<Tensor> in) {
      this.in = in;
      this.out = new Tensor[outputs.size()];
      if (outputsKnown) {
        allocate();
      }
    }

    private void allocate() {
      for (int i = 0; i < out.length; i++) {
        Tensor from = in.get(i);
        TensorSpec spec = outputs.get(i);
        Shape shape = spec.shape().isStatic() ? spec.shape() : from.shape();
        out[i] = Tensor.allocate(spec.dtype() == null ? from.dtype() : spec.dtype(), shape);
      }
    }

    @Override
    public void run() {
      if (!outputsKnown) {
        allocate();
      }
      for (int i = 0; i < out.length; i++) {
        if (out[i].dtype() == DType.STRING) {
          for (int j = 0; j < out[i].elements(); j++) {
            out[i].asStrings().set(j, in.get(i).asStrings().get(j));
          }
        } else {
          out[i].asBytes().put(in.get(i).asBytes());
        }
      }
    }

    @Override
    public Tensor output(int index) {
      return out[index];
    }

    @Override
    public void cancel() {}

    @Override
    public void clearCancel() {}

    @Override
    public void close() {}
  }
}
