package io.infer4j.bundle;

import io.infer4j.Placement;
import io.infer4j.Tensor;
import io.infer4j.TensorSpec;
import io.infer4j.convert.Conversion;
import io.infer4j.spi.RuntimeBinding;
import io.infer4j.spi.RuntimeModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A variant's model as the bundle's canonical one. */
final class MappedModel implements RuntimeModel {
  private final RuntimeModel runtime;
  private final List<TensorMapping> inputs;
  private final List<TensorMapping> outputs;
  private final List<TensorSpec> inputSpecs;
  private final List<TensorSpec> outputSpecs;
  private final Map<String, String> metadata;
  private final List<String> passedOver;
  private final String chosen;

  MappedModel(
      RuntimeModel runtime,
      List<TensorMapping> inputs,
      List<TensorMapping> outputs,
      Map<String, String> metadata,
      List<String> passedOver,
      String chosen) {
    this.runtime = runtime;
    this.inputs = inputs;
    this.outputs = outputs;
    this.inputSpecs = specs(inputs);
    this.outputSpecs = specs(outputs);
    this.metadata = metadata;
    this.passedOver = passedOver;
    this.chosen = chosen;
  }

  @Override
  public List<TensorSpec> inputs() {
    return inputSpecs;
  }

  @Override
  public List<TensorSpec> outputs() {
    return outputSpecs;
  }

  private static List<TensorSpec> specs(List<TensorMapping> mappings) {
    List<TensorSpec> specs = new ArrayList<>();
    for (TensorMapping mapping : mappings) {
      specs.add(mapping.spec);
    }
    return specs;
  }

  @Override
  public Map<String, String> metadata() {
    return metadata;
  }

  @Override
  public Placement placement() {
    Placement placement = runtime.placement();
    List<String> warnings = new ArrayList<>(passedOver);
    warnings.addAll(placement.warnings());
    List<String> notes = new ArrayList<>();
    notes.add(chosen);
    notes.addAll(placement.notes());
    return new Placement(placement.requested(), placement.used(), warnings, notes);
  }

  @Override
  public RuntimeBinding bind(List<@Nullable Tensor> canonical) {
    @Nullable Tensor[] bound = new Tensor[runtime.inputs().size()];
    List<Conversion> before = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      Tensor tensor = canonical.get(i);
      if (tensor != null) {
        TensorMapping input = inputs.get(i);
        bound[input.index] = bound(input, tensor, before);
      }
    }
    RuntimeBinding inner = runtime.bind(Arrays.asList(bound));
    if (before.isEmpty() && areOutputsDirect()) {
      return inner;
    }
    try {
      return new MappedBinding(inner, before, outputs);
    } catch (Throwable e) {
      inner.close();
      throw e;
    }
  }

  private static Tensor bound(TensorMapping input, Tensor tensor, List<Conversion> before) {
    if (input.isDirect()) {
      return tensor;
    }
    if (input.isView(tensor.shape())) {
      return tensor.reshape(input.toFile(tensor.shape()).dims());
    }
    Tensor own = Tensor.allocate(input.fileDtype, input.toFile(tensor.shape()));
    before.add(input.toFile(tensor, own));
    return own;
  }

  /** Whether the runtime's binding itself gives the canonical outputs. */
  private boolean areOutputsDirect() {
    for (int i = 0; i < outputs.size(); i++) {
      TensorMapping output = outputs.get(i);
      if (output.index != i || !output.isDirect() || output.isToBeConfirmed) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() {
    runtime.close();
  }
}
