package io.infer4j.torch;

import io.infer4j.DType;
import io.infer4j.InferenceException;
import io.infer4j.ModelLoadException;
import io.infer4j.ModelSource;
import io.infer4j.Placement;
import io.infer4j.Tensor;
import io.infer4j.TensorSpec;
import io.infer4j.spi.RuntimeBinding;
import io.infer4j.spi.RuntimeModel;
import io.infer4j.torch.runtime.NativeModule;
import io.infer4j.torch.runtime.OperatorLibraries;
import io.infer4j.torch.runtime.Settings;
import io.infer4j.torch.runtime.TorchRuntime;
import io.infer4j.torch.script.MethodSchema;
import io.infer4j.torch.script.ModelFile;
import io.infer4j.torch.script.ModelText;
import io.infer4j.torch.values.ModelInputs;
import io.infer4j.torch.values.OutputList;
import io.infer4j.torch.values.Results;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A module, and what its file and its method say of it. */
final class TorchModel implements RuntimeModel {
  private static final String CPU = "cpu";

  private static final String COPIES =
      "inputs are copied for each run, as the model may write to them or keep them";

  /** One that the runtime watches, one in which it compiles, and one for what it left to that. */
  private static final int WARM_UPS = 3;

  private final NativeModule module;
  private final ModelInputs inputs;
  private final OutputList outputs;
  private final Map<String, String> metadata;
  private final Placement placement;

  private TorchModel(
      NativeModule module, String name, Set<DType> dtypes, List<String> unmet, Settings settings) {
    this.module = module;
    ModelText text = new ModelText(name, module.text(), settings.method);
    MethodSchema schema = module.schema();
    this.inputs = ModelInputs.of(name, settings.method, schema, text, dtypes, settings.inputs);
    this.outputs =
        text.outputs == null
            ? OutputList.learnt(schema.returns)
            : OutputList.declared(text.outputs);
    this.metadata = Collections.unmodifiableMap(text.metadata);
    for (TensorSpec spec : outputs.specs()) {
      text.check(spec, dtypes);
    }
    List<String> warnings = new ArrayList<>(unmet);
    warnings.addAll(module.notes());
    if (settings.freeze && module.canWarmUp()) {
      warmUp(warnings);
    }
    List<String> notes = new ArrayList<>();
    if (module.copiesInputs()) {
      notes.add(COPIES);
    }
    notes.addAll(inputs.notes);
    this.placement =
        new Placement(settings.accelerators, Collections.singletonList(CPU), warnings, notes);
  }

  /**
   * Runs it on zeros where the file declares what that is: the runtime watches the first runs of a
   * program, and compiles it anew after them, which makes these slow.
   */
  private void warmUp(List<String> notes) {
    for (TensorSpec spec : inputs.specs) {
      if (!spec.isOptional() && (spec.dtype() == null || !spec.shape().isStatic())) {
        return;
      }
    }
    try (RuntimeBinding binding = bind(zeros())) {
      for (int i = 0; i < WARM_UPS; i++) {
        binding.run();
      }
    } catch (InferenceException e) {
      notes.add("not warmed up, as it does not run on zeros: " + e.getMessage());
    } catch (OutOfMemoryError e) {
      notes.add("not warmed up, as its inputs and outputs do not fit in memory: " + e.getMessage());
    }
  }

  private List<@Nullable Tensor> zeros() {
    List<@Nullable Tensor> zeros = new ArrayList<>();
    for (TensorSpec spec : inputs.specs) {
      DType dtype = spec.dtype();
      zeros.add(spec.isOptional() || dtype == null ? null : Tensor.allocate(dtype, spec.shape()));
    }
    return zeros;
  }

  static TorchModel load(TorchRuntime runtime, ModelSource source, Settings settings) {
    List<String> unmet = unmet(source, settings);
    OperatorLibraries.load(settings.libraries);
    try (ModelFile file = ModelFile.of(source)) {
      NativeModule module = runtime.open(file, settings);
      try {
        return new TorchModel(module, file.name, runtime.dtypes(), unmet, settings);
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
        unmet.add(
            "accelerator '" + wanted + "' is not one that infer4j uses of PyTorch: it has [cpu]");
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
