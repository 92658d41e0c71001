package io.infer4j.torch;

import io.infer4j.Capability;
import io.infer4j.DType;
import io.infer4j.EngineUnavailableException;
import io.infer4j.LoadOptions;
import io.infer4j.ModelFormat;
import io.infer4j.ModelSource;
import io.infer4j.spi.InferenceEngine;
import io.infer4j.spi.RuntimeModel;
import io.infer4j.torch.runtime.Settings;
import io.infer4j.torch.runtime.TorchRuntime;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The engine {@code pytorch}: TorchScript programs through one of two libraries, whichever is on
 * the class path. On the desktop that is {@code org.bytedeco:pytorch} with {@code openblas} and the
 * natives of the platform, on Android {@code org.pytorch:pytorch_android_lite}. Where both are, the
 * desktop's is used, unless the option {@code binding} or the system property {@code
 * infer4j.torch.binding} says {@code android}; the option wins.
 *
 * <p><b>Files.</b> {@code torch.jit.save(torch.jit.script(module), "m.pt")} (or {@code trace}), and
 * {@code module._save_for_lite_interpreter("m.ptl")}, as a zip or a flatbuffer, with or without
 * {@code optimize_for_mobile}. On the desktop the archive needs its folder {@code code/}. A file is
 * a program: load only what you trust, and pin it with {@link ModelSource#withSha256}. Damage to
 * the file may go unnoticed without that.
 *
 * <p><b>What goes in and out.</b> TorchScript tells the names of a method's arguments and nothing
 * of dtypes, shapes and output names. So these come from an extra file in the archive, {@code
 * infer4j.properties}, which is written from Python so:
 *
 * <pre>{@code
 * text = """
 * infer4j.version=1
 * input.0.name=image
 * input.0.dtype=float32
 * input.0.shape=batch,1,8,8
 * output.0.name=scores
 * output.0.dtype=float32
 * output.0.shape=batch,10
 * metadata.author=Somebody
 * """
 * torch.jit.save(module, "m.pt", _extra_files={"infer4j.properties": text})
 * }</pre>
 *
 * <p>Inputs are the method's arguments, in order, and where an argument is a tuple, list or dict
 * what is in it; outputs the tensors that it returns; both flattened depth first. A dtype is named
 * as {@link DType} prints it. A shape has a size, a name or {@code ?} for each axis and is empty
 * for a scalar; without the key it is unknown. {@code layout}, {@code scale}, {@code zero_point}
 * and {@code axis} may be added. Blanks at the end of a name belong to it. For a method other than
 * {@code forward} the keys begin with {@code method.NAME.}, as in {@code
 * method.features.input.0.name}.
 *
 * <p>Without that file (or those keys) dtypes and shapes are unknown until a run, and an output is
 * named by the indices and keys that lead to it: {@code output} where the method returns a tensor,
 * {@code 0} and {@code 1} where it returns a tuple or list, {@code boxes} for a key of a dict,
 * {@code 0.boxes} where that is nested. How many there are in a list or dict is known after a run
 * only, see {@link io.infer4j.Model#outputs}. A name in the extra file that equals such a name is
 * that output; others are given in order. Numbers come out as scalars, quantised tensors as the
 * real numbers that they stand for, None not at all; anything else is an error.
 *
 * <p><b>Arguments that are no tensors.</b> An {@code int} is an int64 scalar (shape {@code []}), a
 * {@code float} a float64 scalar, a {@code bool} a bool scalar and a {@code str} a string scalar; a
 * list of one of these is a vector of that dtype. Other dtypes are refused, save that the extra
 * file may declare int32 for an {@code int} and float32 for a {@code float}. A tuple (or
 * NamedTuple), list or dict has an input for each thing in it, named as outputs are, after the
 * argument: {@code state.0} and {@code state.1} for {@code state: Tuple[Tensor, Tensor]}, {@code
 * features.a} for key {@code a} of {@code features: Dict[str, Tensor]}, {@code inputs.0.image}
 * where that is nested. A key that has something nested under it ends at the first dot, any other
 * is all that follows.
 *
 * <p>The type of a list or dict does not tell what is in it. That is what the option {@code inputs}
 * names ({@code pytorch.inputs=images.0,images.1}), or else the inputs of the extra file that are
 * named so; the others of the extra file are the other inputs in order. Where neither names
 * anything, a list has one element and a dict none, and the placement says so. A list's names count
 * up from 0, and how many there are is settled when the model is loaded.
 *
 * <p>Arguments with a default, and those that may be None, are optional inputs; of a tuple, list or
 * dict among these all or nothing is given. An argument of any other kind (a device, an object)
 * keeps its default; if it has none the model is refused. Numbers, texts, tuples, lists and dicts
 * are read anew for each run, which allocates a little Java memory; a model that takes tensors
 * alone allocates none.
 *
 * <p><b>Operators of libraries</b> such as torchvision are no part of PyTorch. The option {@code
 * libraries} names native libraries, built for this version of PyTorch and without Python, that are
 * loaded before the model; they stay loaded for the life of the process.
 *
 * <p><b>Runs.</b> A module is put in evaluation mode, frozen (weights folded into the program) and,
 * where the extra file declares static inputs and the module takes no random numbers, run on zeros
 * when it is loaded, because PyTorch compiles in its first runs; {@code freeze=false} or {@link
 * io.infer4j.OptimizationLevel#NONE} leave that out. Outputs are copied out of PyTorch's memory
 * once. Inputs are read where they are, unless the program may write to them or keep them: then
 * each run has copies, and {@link io.infer4j.Model#placement} says so. Gradients are computed where
 * the program asks for them. A run cannot be cancelled. Runs on several threads go on at once, save
 * for a module that {@code optimize_for_mobile} has packed for XNNPACK: its runs take turns.
 *
 * <p><b>State.</b> What a module keeps from run to run (buffers that it writes to, attributes that
 * it assigns, lists and dicts that it fills) is a binding's own: {@link io.infer4j.Model#run}
 * starts anew each time, {@link io.infer4j.IoBinding#reset} puts a binding back. Where a program
 * changes any, each binding has a copy of what the module keeps.
 *
 * <p><b>Threads.</b> PyTorch has one number of threads within an operator for a process: the first
 * model that is loaded decides it (its {@link LoadOptions#withThreads}, or else PyTorch's own
 * choice), and a later one that asks for another is told so in its placement.
 *
 * <p><b>Quantised models</b> are packed for an engine when they are loaded, which the option {@code
 * qengine} names. Without it PyTorch's default is tried, then the others, and the placement says
 * which it was if not the default.
 *
 * <p><b>On Android</b> the lite interpreter reads {@code .ptl} files that are zips, and no {@code
 * .pt}. What a method takes is read from the file's bytecode. Dtypes are float32, float64, int8,
 * int32, int64 and uint8; the quantised engine is qnnpack; {@code freeze} has no effect, as such
 * files are optimised when they are exported. The runtime gives the entries of a dict without their
 * order, so they are known by their own names only. Runs of a model take turns. Inputs are copied
 * where the program writes in place, assigns attributes or appends to lists; a module that keeps an
 * input itself ({@code self.last = x}) has to keep a clone, as a later run overwrites it. The API
 * can neither copy a module nor put it back: what a module keeps there is the model's, seen by all
 * runs and bindings, and a reset does nothing. {@link io.infer4j.Model#placement} says so of a
 * program that may change any.
 *
 * <p>On the desktop the native libraries, about 450 MB, are unpacked when they are first used; a
 * line in the log says so. They go to {@code ~/.javacpp/cache}, or where {@code
 * org.bytedeco.javacpp.cachedir} or {@code infer4j.cache} says, else to the temp folder; each start
 * compares them with the JARs' checksums (0.2 s), see {@link io.infer4j.spi.support.NativeCache}.
 * Each class loader of a JVM can use the engine, and they share one PyTorch. A class loader is
 * given back when all its models are closed and {@code org.bytedeco.javacpp.Pointer}'s {@code
 * interruptDeallocatorThread()} was called, which is JavaCPP's. Another libtorch in the same
 * process ends it: Deep Java Library's PyTorch engine, started after this one, does.
 *
 * <p>PyTorch's threads wait for work asleep ({@code OMP_WAIT_POLICY=PASSIVE} is set in the process
 * before they start, not on Windows), as spinning threads make a run many times slower where other
 * processes want the processors; a policy that the environment has is kept.
 */
public final class TorchEngine implements InferenceEngine {
  /** The engine's name. */
  public static final String NAME = "pytorch";

  /** Empty for the one that the system property names. */
  private final String binding;

  /** For {@link java.util.ServiceLoader}. */
  public TorchEngine() {
    this("");
  }

  /** An engine of that binding, whatever the system property says. */
  public TorchEngine(String binding) {
    this.binding = binding;
  }

  private String wanted() {
    return binding.isEmpty() ? Runtimes.wanted() : binding;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String version() {
    TorchRuntime runtime = Runtimes.find(wanted());
    return runtime == null ? "unknown" : runtime.version();
  }

  @Override
  public Set<ModelFormat> formats() {
    return new LinkedHashSet<>(
        Arrays.asList(ModelFormat.TORCHSCRIPT, ModelFormat.TORCH_FLATBUFFER));
  }

  @Override
  public Optional<String> unavailable() {
    String reason = failure(wanted());
    // Not if an option can pick a binding that works: it is not known here, see load().
    return reason == null || failure(Runtimes.DESKTOP) == null || failure(Runtimes.ANDROID) == null
        ? Optional.empty()
        : Optional.of(reason);
  }

  @Override
  public Set<Capability> capabilities() {
    TorchRuntime runtime = Runtimes.find(wanted());
    return runtime == null ? EnumSet.noneOf(Capability.class) : runtime.capabilities();
  }

  @Override
  public Set<DType> dtypes() {
    TorchRuntime runtime = Runtimes.find(wanted());
    return runtime == null ? EnumSet.noneOf(DType.class) : runtime.dtypes();
  }

  @Override
  public List<String> accelerators() {
    return failure(wanted()) == null ? Collections.singletonList("cpu") : Collections.emptyList();
  }

  @Override
  public Map<String, String> options() {
    return Settings.KEYS;
  }

  @Override
  public RuntimeModel load(ModelSource source, LoadOptions options) {
    Settings settings = new Settings(options, wanted());
    String failure = failure(settings.binding);
    TorchRuntime runtime = Runtimes.find(settings.binding);
    if (failure != null || runtime == null) {
      throw new EngineUnavailableException("engine " + NAME + " cannot be used here: " + failure);
    }
    return TorchModel.load(runtime, source, settings);
  }

  private static @Nullable String failure(String wanted) {
    TorchRuntime runtime = Runtimes.find(wanted);
    return runtime == null ? Runtimes.missing(wanted) : runtime.failure();
  }
}
