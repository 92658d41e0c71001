package io.infer4j.onnx;

import io.infer4j.Capability;
import io.infer4j.DType;
import io.infer4j.LoadOptions;
import io.infer4j.ModelFormat;
import io.infer4j.ModelSource;
import io.infer4j.spi.InferenceEngine;
import io.infer4j.spi.RuntimeModel;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The engine {@code onnxruntime}: ONNX and ORT files through ONNX Runtime's Java API.
 *
 * <p>On the desktop its native libraries are extracted once into a cache that later starts check
 * and reuse, see {@link io.infer4j.spi.support.NativeCache}: {@code infer4j} in {@code
 * $XDG_CACHE_HOME} or {@code ~/.cache} (Linux), {@code ~/Library/Caches} (macOS), {@code
 * %LOCALAPPDATA%} (Windows), or the directory that the system property {@code infer4j.cache} names.
 * Where that cannot be used, or anybody could write to it, they go to the temp directory, and a
 * warning says so. Every byte is compared with the JAR's checksum; who can write the user's own
 * files could replace the JAR as well. ONNX Runtime's own {@code onnxruntime.native.*} properties
 * go before all that. Each class loader of a JVM can use the engine; what ONNX Runtime has started
 * for it stays until the JVM ends, as ONNX Runtime keeps a shutdown hook.
 *
 * <p>Nothing is reported: the ONNX Runtime that comes with this does not, from 1.29 on it would.
 * Such a one is silenced before it is loaded, by {@code ORT_DISABLE_TELEMETRY=1} in the environment
 * of the process (JDK 22 and newer, Android), or the engine is unavailable until that variable is
 * set; the system property {@code infer4j.onnxruntime.telemetry=allow} lets it report.
 *
 * <p><b>What is ONNX and what ORT format</b> is told by a file's content, whatever it is called.
 *
 * <p><b>External data.</b> Weights in other files come from {@link
 * io.infer4j.ModelSource#withFile}, or for a model that is a file and not pinned from its folder
 * and below; never from the working directory, an absolute path or one with {@code ..}. They are
 * read into direct memory when the model is loaded (ONNX Runtime alone would map them, and whoever
 * changed a file would change answers or end the JVM): that takes their size of what {@code
 * -XX:MaxDirectMemorySize} allows until the model is closed, and no second copy where the source is
 * a direct buffer or {@link io.infer4j.ModelSource#mapped}. Only small ones, and those of nodes,
 * subgraphs and functions, are copied into the model. {@code onnx.external_data} of the metadata
 * names the files.
 *
 * <p><b>Values that are no tensors.</b> An input of type {@code optional(tensor)} is a tensor that
 * has to be given. An output that is a map of numbers, or a sequence of maps with the same keys (as
 * scikit-learn's converters write with ZipMap), is two: {@code NAME.keys}, sorted, and {@code
 * NAME.values}, of a sequence with a row for each map; maps with different keys fail the run. Other
 * sequences, and outputs that may be absent, are left out, which {@link io.infer4j.Model#placement}
 * notes.
 *
 * <p><b>Libraries of operators.</b> {@code com.microsoft.onnxruntime:onnxruntime-extensions} is
 * found on the class path and registered with the models that use it (string operators, tokenizers,
 * image decoding); any other library is named by the option {@code custom_ops}.
 *
 * <p><b>What can end the process.</b> ONNX Runtime does not check everything. This engine refuses
 * inputs without elements where the model has an operator that cannot take them (GRU, LSTM,
 * ConvTranspose, DFT, GridSample, STFT, TopK, Unique; where all outputs are empty it gives these
 * without running), and inputs of a rank that an operator cannot take where the model leaves it
 * open (Conv, DFT, Einsum, GatherND, GridSample, GRU, LSTM, MaxPool, RNN, ReverseSequence,
 * RoiAlign, STFT). It refuses to run the least int32 or int64 divided by -1, where inputs of the
 * model go straight into Div or Mod, and a diagonal of Trilu beyond int where an input says which.
 * It cannot see values within the graph: tensors of these kinds that another operator makes there,
 * and an index tensor that the caller changes during a run, still end the process. Of damaged files
 * about one in 10,000 does; do not load what you do not trust.
 *
 * <p>Limits of ONNX Runtime's Java API that remain: an initializer that is also a graph input
 * cannot be overridden; inputs and outputs whose names have characters beyond U+FFFF cannot be had:
 * a model loads without such outputs, which {@link io.infer4j.Model#placement} notes, and not at
 * all with such an input; a run whose strings, in or out, have NUL or characters beyond U+FFFF is
 * refused rather than garbled.
 */
public final class OnnxEngine implements InferenceEngine {
  /** For {@link java.util.ServiceLoader}. */
  public OnnxEngine() {}

  @Override
  public String name() {
    return "onnxruntime";
  }

  @Override
  public String version() {
    return OrtRuntime.version();
  }

  @Override
  public Set<ModelFormat> formats() {
    return new HashSet<>(Arrays.asList(ModelFormat.ONNX, ModelFormat.ORT));
  }

  @Override
  public Optional<String> unavailable() {
    return OrtRuntime.failure();
  }

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.allOf(Capability.class);
  }

  @Override
  public Set<DType> dtypes() {
    return EnumSet.allOf(DType.class);
  }

  /** The execution providers of the ONNX Runtime that is there; none if it is unavailable. */
  @Override
  public List<String> accelerators() {
    return OrtRuntime.failure().isPresent()
        ? Collections.emptyList()
        : ExecutionProvider.available();
  }

  @Override
  public Map<String, String> options() {
    return Settings.KEYS;
  }

  @Override
  public RuntimeModel load(ModelSource source, LoadOptions options) {
    return OnnxModel.load(OrtRuntime.environment(), source, options);
  }
}
