package io.infer4j.tflite;

import io.infer4j.Capability;
import io.infer4j.DType;
import io.infer4j.EngineUnavailableException;
import io.infer4j.LoadOptions;
import io.infer4j.ModelFormat;
import io.infer4j.ModelSource;
import io.infer4j.spi.InferenceEngine;
import io.infer4j.spi.RuntimeModel;
import io.infer4j.tflite.runtime.Settings;
import io.infer4j.tflite.runtime.TfliteRuntime;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The engine {@code tflite}: {@code .tflite} files through one of two libraries, whichever is on
 * the class path. On the desktop that is {@code org.bytedeco:tensorflow-lite} with the natives of
 * the platform, on Android {@code org.tensorflow:tensorflow-lite}. Where both are, the desktop's is
 * used, unless the option {@code binding}, or without it the system property {@code
 * infer4j.tflite.binding}, says {@code android}. The engine is available if either library can be
 * used; a load that picks the other one ends in {@link EngineUnavailableException} with the reason,
 * and is not passed on to the one that could.
 *
 * <p>A model is code that the runtime executes: load only what you trust, and pin it with {@link
 * ModelSource#withSha256}. Every file is verified before it is used, and damage to its structure is
 * refused; but values that were changed within an intact structure can crash the runtime, and with
 * it the JVM. So can a lack of memory during a run, for a tensor whose size is known only then.
 *
 * <p>A file is read once, when it is loaded, into memory outside of the Java heap (on Android into
 * a direct buffer, which ART takes from the app's heap): what becomes of it afterwards changes
 * nothing. A direct buffer and {@link ModelSource#mapped} are used in place, and have to stay as
 * they are until the model is closed; on the desktop a buffer whose address is no multiple of 16 is
 * copied.
 *
 * <p>What the runtime is known not to survive is refused in words. At load: weights that are
 * quantised block by block, recurrent operators whose state is of another type than they read, an
 * input that is a constant, shapes of the file's own that leave nothing of a tensor. At a run or a
 * binding: shapes of inputs that leave nothing of a tensor in between, which the runtime's own
 * kernels are asked for once for each set of shapes, and inputs without elements, unless all
 * outputs are empty, too (nothing is run then), or only operators that were tried see them. At a
 * run: values of inputs that an operator takes as they are for sizes, places or divisors. What is
 * left to the caller is what only the runtime sees: such values, and empty tensors, that come up
 * within a run; a page of the documentation, {@code docs/safety.md}, has the list.
 *
 * <p>Names of inputs and outputs are those of the model's signature, else those of its tensors. Of
 * several signatures the option {@code signature} picks one; without it that is {@code
 * serving_default}, else the first. Each runs in an interpreter of its own, so that one which reads
 * a variable that another signature changes is refused; the option {@code state=own} runs it with
 * what it sets itself at the beginning. One that reads what only another sets is always refused.
 *
 * <p>A file that fixes the batch, as converters before TensorFlow 2.3 wrote it, takes other batches
 * with the option {@code resize=batch}, if its inputs have a first dimension of 1 and no operator
 * is found that joins examples, reorders them or has the batch as a constant; else the load is
 * refused with the operator's name.
 *
 * <p>XNNPACK runs what it can, unless the option {@code xnnpack=false} or {@link
 * io.infer4j.OptimizationLevel#NONE} says otherwise; {@link io.infer4j.Model#placement} tells how
 * much that is. {@link io.infer4j.IoBinding#cancel} takes effect between two operators, and what
 * XNNPACK runs counts as one: a run of a model that is all XNNPACK's is cancelled at its end.
 *
 * <p>Numbers below the least normal one count as zero, whoever computes; and without XNNPACK some
 * operators, addition among them, give the greatest float where the sum is infinite.
 *
 * <p>Each binding has an interpreter of its own, with its own state: variable tensors, resource
 * variables and tables, and the generators of random numbers whose seed is in the file. Closing a
 * binding hands the interpreter on to the next of the same shapes, its variable tensors reset;
 * {@link LoadOptions#withLowMemory} keeps none, and one with state of another kind is not kept, but
 * made anew for each binding, each {@link io.infer4j.Model#run} and each {@link
 * io.infer4j.IoBinding#reset}.
 *
 * <p>What the runtime says of an error is in the exception. Its log, on standard error, is cut down
 * to warnings for the whole process; on Windows that cannot be done, and it writes a line when
 * XNNPACK is first used.
 *
 * <p>On the desktop the native library, 12 MB, is unpacked once to {@code ~/.javacpp/cache}, or
 * where {@code org.bytedeco.javacpp.cachedir} or {@code infer4j.cache} says, else to the temp
 * folder, and compared with the JAR's checksum at each start, see {@link
 * io.infer4j.spi.support.NativeCache}. Each class loader of a JVM can use the engine. A class
 * loader is given back when all its models are closed and {@code org.bytedeco.javacpp.Pointer}'s
 * {@code interruptDeallocatorThread()} was called, which is JavaCPP's.
 *
 * <p>Android's library does less: no strings, no types but {@code float32}, {@code uint8}, {@code
 * bool} and the signed integers, no empty tensors, no model without inputs; other than in the first
 * subgraph inputs keep their shapes; and of an output whose shape is known only after a run one
 * dimension can be open. On x86 with AVX-512 it runs models that quantise or dequantise 8 bits
 * without XNNPACK, which could crash there, and notes that.
 */
public final class TfliteEngine implements InferenceEngine {
  /** The engine's name. */
  public static final String NAME = "tflite";

  /** For {@link java.util.ServiceLoader}. */
  public TfliteEngine() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String version() {
    TfliteRuntime runtime = Runtimes.find(Runtimes.wanted());
    return runtime == null ? "unknown" : runtime.version();
  }

  @Override
  public Set<ModelFormat> formats() {
    return Collections.singleton(ModelFormat.TFLITE);
  }

  @Override
  public Optional<String> unavailable() {
    String reason = failure(Runtimes.wanted());
    // Not if an option can pick a binding that works: it is not known here, see load().
    return reason == null || failure(Runtimes.DESKTOP) == null || failure(Runtimes.ANDROID) == null
        ? Optional.empty()
        : Optional.of(reason);
  }

  @Override
  public Set<Capability> capabilities() {
    TfliteRuntime runtime = Runtimes.find(Runtimes.wanted());
    return runtime == null ? EnumSet.noneOf(Capability.class) : runtime.capabilities();
  }

  @Override
  public Set<DType> dtypes() {
    TfliteRuntime runtime = Runtimes.find(Runtimes.wanted());
    return runtime == null ? EnumSet.noneOf(DType.class) : runtime.dtypes();
  }

  @Override
  public List<String> accelerators() {
    TfliteRuntime runtime = Runtimes.find(Runtimes.wanted());
    return runtime == null || runtime.failure() != null
        ? Collections.emptyList()
        : runtime.accelerators();
  }

  @Override
  public Map<String, String> options() {
    return Settings.KEYS;
  }

  @Override
  public RuntimeModel load(ModelSource source, LoadOptions options) {
    Settings settings = new Settings(options);
    String failure = failure(settings.binding);
    TfliteRuntime runtime = Runtimes.find(settings.binding);
    if (failure != null || runtime == null) {
      throw new EngineUnavailableException("engine " + NAME + " cannot be used here: " + failure);
    }
    return TfliteModel.load(runtime, source, settings);
  }

  private static @Nullable String failure(String wanted) {
    TfliteRuntime runtime = Runtimes.find(wanted);
    return runtime == null ? Runtimes.missing(wanted) : runtime.failure();
  }
}
