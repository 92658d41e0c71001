package io.infer4j.spi;

import io.infer4j.Capability;
import io.infer4j.DType;
import io.infer4j.LoadOptions;
import io.infer4j.ModelFormat;
import io.infer4j.ModelSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A runtime behind infer4j, found by {@link java.util.ServiceLoader}: named in {@code
 * META-INF/services/io.infer4j.spi.InferenceEngine} and in the module's {@code provides}.
 *
 * <p>An engine is stateless, safe to use from many threads and cheap to construct: native libraries
 * are loaded on first use, and when that fails {@link #unavailable} says why. Apart from it and
 * {@link #load}, no method may throw.
 */
public interface InferenceEngine {
  /** Lower case, unique, stable: users name the engine by it. For instance {@code onnxruntime}. */
  String name();

  /** The runtime's version, not the backend's; {@code unknown} while it cannot be told. */
  String version();

  /** The file formats that it reads. */
  Set<ModelFormat> formats();

  /**
   * Why it cannot be used on this machine, in a sentence that says what to do; empty if it can. May
   * load native libraries.
   */
  Optional<String> unavailable();

  /** What it can do beyond loading and running. */
  Set<Capability> capabilities();

  /** The element types that inputs and outputs can have. */
  Set<DType> dtypes();

  /**
   * The names that {@link LoadOptions#withAccelerators} takes here and now, {@code cpu} included.
   */
  List<String> accelerators();

  /**
   * The keys that {@link LoadOptions#withOption} takes for this engine, each with a line of help.
   */
  Map<String, String> options();

  /**
   * Loads a model. The source has been found, is not empty, has one of {@link #formats} and the
   * SHA-256 that was asked for; the option keys are among {@link #options}. It may be a file, which
   * may change once the model is loaded: what was read of it then, once, is what runs. Or it is
   * memory, as a pinned one always is up to 2 GiB: a direct buffer stays as it is until the model
   * is closed, other memory may change once it is loaded. Other files that the model names come
   * from {@link ModelSource#files}, or for a file that is not pinned from beside it, and from
   * nowhere else. Messages name it by {@link ModelSource#name}.
   *
   * <p>Nothing falls back in silence: an accelerator that was asked for and is not used has a note
   * in {@link RuntimeModel#placement}, or is refused where {@link LoadOptions#strictPlacement}.
   *
   * @throws io.infer4j.ModelLoadException if the runtime refuses it, in the runtime's words; if
   *     placement is strict and not what was asked for
   * @throws io.infer4j.UnsupportedOperatorException naming the operator that is missing
   * @throws io.infer4j.EngineUnavailableException if native libraries cannot be loaded
   * @throws IllegalArgumentException if an option's value is not one that it takes
   */
  RuntimeModel load(ModelSource source, LoadOptions options);
}
