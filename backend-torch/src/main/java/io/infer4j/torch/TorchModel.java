package io.infer4j.torch;

import io.infer4j.DType;
import io.infer4j.ModelLoadException;
import io.infer4j.ModelSource;
import io.infer4j.Placement;
import io.infer4j.Tensor;
import io.infer4j.TensorSpec;
import io.infer4j.spi.RuntimeBinding;
import io.infer4j.spi.RuntimeModel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A module, and what its file and its method say of it. */
final class TorchModel implements RuntimeModel {
  private static final String CPU = "cpu";

  private final NativeModule module;
  private final ModelInputs inputs;
  private final OutputList outputs;
  private final Map<String, String> metadata;
  private final Placement placement;

  private TorchModel(
      NativeModule module, String name, Set<DType> dtypes, Placement placement, Settings settings) {
    this.module = module;
    this.placement = placement;
    ModelText text = new ModelText(name, module.text(), settings.method);
    MethodSchema schema = module.schema();
    this.inputs = ModelInputs.of(name, settings.method, schema, text);
    this.outputs =
        text.outputs == null
            ? OutputList.learnt(schema == null ? null : schema.returns)
            : OutputList.declared(text.outputs);
    this.metadata = Collections.unmodifiableMap(text.metadata);
    check(name, dtypes, inputs.specs);
    check(name, dtypes, outputs.specs());
  }

  static TorchModel load(TorchRuntime runtime, ModelSource source, Settings settings) {
    List<String> unmet = unmet(source, settings);
    try (ModelFile file = ModelFile.of(source)) {
      NativeModule module = runtime.open(file, settings);
      try {
        unmet.addAll(module.notes());
        Placement placement =
            new Placement(settings.accelerators, Collections.singletonList(CPU), unmet);
        return new TorchModel(module, file.name, runtime.dtypes(), placement, settings);
      } catch (RuntimeException | Error e) {
        module.close();
        throw e;
      }
    }
  }

  /** A sentence for each accelerator that was asked for and is not there. */
  private static List<String> unmet(ModelSource source, Settings settings) {
    List<String> unmet = new ArrayList<>();
    for (String wanted : settings.accelerators) {
      if (!wanted.equals(CPU)) {
        unmet.add("accelerator '" + wanted + "' is not in this build of PyTorch, which has [cpu]");
      }
    }
    if (settings.strict && !unmet.isEmpty()) {
      throw new ModelLoadException(
          "strict placement on "
              + settings.accelerators
              + " was asked for, so "
              + source
              + " is not loaded: "
              + String.join("; ", unmet));
    }
    return unmet;
  }

  private static void check(String name, Set<DType> dtypes, List<TensorSpec> specs) {
    for (TensorSpec spec : specs) {
      if (spec.dtype() != null && !dtypes.contains(spec.dtype())) {
        throw new ModelLoadException(
            ModelText.FILE
                + " in "
                + name
                + " declares '"
                + spec.name()
                + "' as "
                + spec.dtype()
                + "; this binding of PyTorch has "
                + dtypes);
      }
    }
  }

  @Override
  public List<TensorSpec> inputs() {
    return inputs.specs;
  }

  @Override
  public List<TensorSpec> outputs() {
    return outputs.specs();
  }

  @Override
  public Map<String, String> metadata() {
    return metadata;
  }

  @Override
  public Placement placement() {
    return placement;
  }

  @Override
  public RuntimeBinding bind(List<@Nullable Tensor> tensors) {
    Results results = new Results(outputs);
    return new TorchBinding(module.newCall(inputs.arguments, tensors), results);
  }

  @Override
  public void close() {
    module.close();
  }
}
