package io.infer4j.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.infer4j.LoadOptions;
import io.infer4j.ModelLoadException;
import io.infer4j.ModelSource;
import io.infer4j.Placement;
import io.infer4j.Tensor;
import io.infer4j.TensorSpec;
import io.infer4j.spi.RuntimeBinding;
import io.infer4j.spi.RuntimeModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An ONNX Runtime session. One session serves any number of bindings and threads. */
final class OnnxModel implements RuntimeModel {
  private static final String CPU = "cpu";

  private final OrtEnvironment env;
  private final OrtSession session;

  /** Memory that the session uses, until it is closed. */
  private final ModelContent content;

  private final Specs inputs;
  private final Specs outputs;
  private final Placement placement;

  private OnnxModel(
      OrtEnvironment env,
      OrtSession session,
      ModelContent content,
      ModelSource source,
      Placement chosen) {
    this.env = env;
    this.session = session;
    this.content = content;
    this.inputs = Specs.inputs(session, content.facts());
    this.outputs = Specs.outputs(session, content.facts());
    if (!inputs.refused().isEmpty()) {
      throw new ModelLoadException(source + " cannot be run: input " + inputs.refused().get(0));
    }
    if (outputs.tensors().isEmpty()) {
      throw new ModelLoadException(
          source + " has no output that a tensor can hold: " + outputs.refused());
    }
    List<String> notes = new ArrayList<>(chosen.warnings());
    for (String each : outputs.refused()) {
      notes.add("output " + each + "; it is left out");
    }
    this.placement = new Placement(chosen.requested(), chosen.used(), notes);
  }

  static OnnxModel load(OrtEnvironment env, ModelSource source, LoadOptions options) {
    List<String> notes = new ArrayList<>();
    List<ExecutionProvider> providers = providers(source, options, notes);
    ModelContent content = content(env, source);
    OrtSession session = null;
    try {
      try {
        session = open(env, content, options, providers);
      } catch (OrtException e) {
        boolean onCpuOnly = providers.isEmpty() || names(providers).equals(Arrays.asList(CPU));
        if (onCpuOnly || options.strictPlacement()) {
          throw Messages.load(source.name(), e);
        }
        notes.add(names(providers) + " failed, so the cpu runs all: " + Messages.clean(e));
        providers = Collections.emptyList();
        session = open(env, content, options, providers);
      }
      content.loaded(options);
      List<String> used = names(providers);
      if (used.isEmpty() || (!used.contains(CPU) && !options.strictPlacement())) {
        used.add(CPU);
      }
      Placement placement = new Placement(options.accelerators(), used, notes);
      return new OnnxModel(env, session, content, source, placement);
    } catch (OrtException | RuntimeException e) {
      if (session != null) {
        close(session);
      }
      content.close();
      throw e instanceof OrtException failed
          ? Messages.load(source.name(), failed)
          : (RuntimeException) e;
    }
  }

  private static ModelContent content(OrtEnvironment env, ModelSource source) {
    try {
      return ModelContent.of(env, source);
    } catch (OrtException e) {
      throw Messages.load(source.name(), e);
    }
  }

  private static OrtSession open(
      OrtEnvironment env,
      ModelContent content,
      LoadOptions options,
      List<ExecutionProvider> providers)
      throws OrtException {
    try (SessionOptions session = new SessionOptions()) {
      // ONNX Runtime would go by the file's name, and refuse what is called otherwise.
      session.addConfigEntry("session.load_model_format", content.isOrt() ? "ORT" : "ONNX");
      Settings.apply(options, providers, session);
      Extensions.register(content.facts(), options, session);
      return content.open(env, session);
    }
  }

  private static List<ExecutionProvider> providers(
      ModelSource source, LoadOptions options, List<String> notes) {
    List<ExecutionProvider> found = new ArrayList<>();
    for (String name : options.accelerators()) {
      ExecutionProvider provider = ExecutionProvider.find(name);
      if (provider != null) {
        found.add(provider);
        continue;
      }
      String note =
          "accelerator '"
              + name
              + "' is not in this build of ONNX Runtime, which has "
              + ExecutionProvider.available();
      if (options.strictPlacement()) {
        throw new ModelLoadException(
            "strict placement was asked for, so " + source + " is not loaded: " + note);
      }
      notes.add(note);
    }
    return found;
  }

  private static List<String> names(List<ExecutionProvider> providers) {
    List<String> names = new ArrayList<>();
    for (ExecutionProvider provider : providers) {
      names.add(provider.accelerator());
    }
    return names;
  }

  @Override
  public List<TensorSpec> inputs() {
    return inputs.tensors();
  }

  @Override
  public List<TensorSpec> outputs() {
    return outputs.tensors();
  }

  @Override
  public Map<String, String> metadata() {
    return content.facts().metadata();
  }

  @Override
  public Placement placement() {
    return placement;
  }

  @Override
  public RuntimeBinding bind(List<@Nullable Tensor> tensors) {
    return new OnnxBinding(env, session, inputs.tensors(), outputs, content.facts(), tensors);
  }

  @Override
  public void close() {
    close(session);
    content.close();
  }

  private static void close(OrtSession session) {
    try {
      session.close();
    } catch (OrtException e) {
      throw Messages.unexpected(e);
    }
  }
}
