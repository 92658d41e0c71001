package io.infer4j.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxModelMetadata;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.TensorInfo;
import io.infer4j.DType;
import io.infer4j.LoadOptions;
import io.infer4j.ModelLoadException;
import io.infer4j.ModelSource;
import io.infer4j.Placement;
import io.infer4j.Shape;
import io.infer4j.Tensor;
import io.infer4j.TensorSpec;
import io.infer4j.spi.RuntimeBinding;
import io.infer4j.spi.RuntimeModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An ONNX Runtime session. One session serves any number of bindings and threads. */
final class OnnxModel implements RuntimeModel {
  private static final String CPU = "cpu";

  private final OrtEnvironment env;
  private final OrtSession session;
  private final List<TensorSpec> inputs;
  private final List<TensorSpec> outputs;
  private final Map<String, String> metadata;
  private final Placement placement;

  private OnnxModel(OrtEnvironment env, OrtSession session, ModelSource source, Placement chosen)
      throws OrtException {
    this.env = env;
    this.session = session;
    OnnxFile file = OnnxFile.read(source);
    List<String> refused = new ArrayList<>();
    this.inputs = specs(session.getInputInfo().values(), file, true, refused);
    if (!refused.isEmpty()) {
      throw new ModelLoadException(source + " cannot be run: input " + refused.get(0));
    }
    this.outputs = specs(session.getOutputInfo().values(), file, false, refused);
    if (outputs.isEmpty()) {
      throw new ModelLoadException(source + " has no output that a tensor can hold: " + refused);
    }
    List<String> notes = new ArrayList<>(chosen.notes());
    for (String each : refused) {
      notes.add("output " + each + "; it is left out");
    }
    this.metadata = file == null ? metadata(session.getMetadata()) : file.metadata();
    this.placement = new Placement(chosen.requested(), chosen.used(), notes);
  }

  static OnnxModel load(OrtEnvironment env, ModelSource source, LoadOptions options) {
    List<String> notes = new ArrayList<>();
    List<ExecutionProvider> providers = providers(source, options, notes);
    OrtSession session;
    try {
      session = open(env, source, options, providers);
    } catch (OrtException e) {
      boolean onCpuOnly = providers.isEmpty() || names(providers).equals(Arrays.asList(CPU));
      if (onCpuOnly || options.strictPlacement()) {
        throw withHint(Messages.load(source.name(), e), source);
      }
      notes.add(names(providers) + " failed, so the cpu runs all: " + Messages.clean(e));
      providers = Collections.emptyList();
      try {
        session = open(env, source, options, providers);
      } catch (OrtException onCpu) {
        throw withHint(Messages.load(source.name(), onCpu), source);
      }
    }
    List<String> used = names(providers);
    if (used.isEmpty() || (!used.contains(CPU) && !options.strictPlacement())) {
      used.add(CPU);
    }
    try {
      return new OnnxModel(
          env, session, source, new Placement(options.accelerators(), used, notes));
    } catch (OrtException | RuntimeException e) {
      close(session);
      throw e instanceof OrtException failed
          ? Messages.load(source.name(), failed)
          : (RuntimeException) e;
    }
  }

  private static OrtSession open(
      OrtEnvironment env,
      ModelSource source,
      LoadOptions options,
      List<ExecutionProvider> providers)
      throws OrtException {
    try (SessionOptions session = new SessionOptions()) {
      Settings.apply(options, providers, session);
      String path = source.path().isPresent() ? source.path().get().toString() : null;
      return path == null || ModifiedUtf8.differs(path)
          ? env.createSession(source.bytes(), session)
          : env.createSession(path, session);
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

  private static ModelLoadException withHint(ModelLoadException e, ModelSource source) {
    String said = String.valueOf(e.getMessage());
    if (source.path().isPresent() || !said.contains("External data")) {
      return e;
    }
    return new ModelLoadException(
        source
            + " keeps weights in files beside it: load it from its path, not from bytes; "
            + said,
        e);
  }

  /**
   * Specs of what ONNX Runtime reports, with the file's names and ranks where they tell more.
   *
   * @param refused takes which of them infer4j cannot pass, and why
   */
  private static List<TensorSpec> specs(
      Collection<NodeInfo> nodes, @Nullable OnnxFile file, boolean inputs, List<String> refused) {
    List<String> names =
        file == null ? Collections.emptyList() : inputs ? file.inputs() : file.outputs();
    List<TensorSpec> specs = new ArrayList<>();
    int index = 0;
    for (NodeInfo node : nodes) {
      String name = names.size() == nodes.size() ? names.get(index) : node.getName();
      index++;
      DType dtype = node.getInfo() instanceof TensorInfo info ? Types.of(info) : null;
      if (ModifiedUtf8.differs(name)) {
        refused.add(
            "'"
                + name
                + "' has a name that ONNX Runtime's Java API garbles: "
                + ModifiedUtf8.LIMIT);
      } else if (dtype == null) {
        refused.add("'" + name + "' is not a tensor of a known dtype: " + node.getInfo());
      } else {
        TensorInfo info = (TensorInfo) node.getInfo();
        boolean unranked = file != null && info.isScalar() && file.isUnranked(name);
        Shape shape =
            unranked ? Shape.unknown() : Shape.named(info.getShape(), info.getDimensionNames());
        specs.add(TensorSpec.of(name, dtype, shape));
      }
    }
    return specs;
  }

  private static Map<String, String> metadata(OnnxModelMetadata said) {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("onnx.producer", said.getProducerName());
    metadata.put("onnx.domain", said.getDomain());
    metadata.put("onnx.model_version", Long.toString(said.getVersion()));
    metadata.put("onnx.doc_string", said.getDescription());
    metadata.put("onnx.graph", said.getGraphName());
    metadata.values().removeIf(String::isEmpty);
    metadata.putAll(said.getCustomMetadata());
    return metadata;
  }

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
    return metadata;
  }

  @Override
  public Placement placement() {
    return placement;
  }

  @Override
  public RuntimeBinding bind(List<@Nullable Tensor> tensors) {
    return new OnnxBinding(env, session, inputs, outputs, tensors);
  }

  @Override
  public void close() {
    close(session);
  }

  private static void close(OrtSession session) {
    try {
      session.close();
    } catch (OrtException e) {
      throw Messages.unexpected(e);
    }
  }
}
