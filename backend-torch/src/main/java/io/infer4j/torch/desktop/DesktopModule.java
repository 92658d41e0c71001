package io.infer4j.torch.desktop;

import io.infer4j.InferenceException;
import io.infer4j.ModelLoadException;
import io.infer4j.RunFailedException;
import io.infer4j.Tensor;
import io.infer4j.torch.runtime.Messages;
import io.infer4j.torch.runtime.NativeCall;
import io.infer4j.torch.runtime.NativeModule;
import io.infer4j.torch.runtime.Settings;
import io.infer4j.torch.script.Archive;
import io.infer4j.torch.script.MethodSchema;
import io.infer4j.torch.script.ModelFile;
import io.infer4j.torch.script.ModelText;
import io.infer4j.torch.values.Part;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.ExtraFilesMap;
import org.bytedeco.pytorch.Graph;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.Method;
import org.bytedeco.pytorch.MethodOptional;
import org.bytedeco.pytorch.StringVector;
import org.bytedeco.pytorch.StringVectorOptional;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/** A TorchScript module. */
final class DesktopModule implements NativeModule {
  private static final String FORWARD = "forward";

  private final String name;
  private final Settings settings;
  private final @Nullable String text;
  private final DesktopSchema schema;
  private final List<String> notes = new ArrayList<>();
  private final JitModule module;

  /** As it was loaded, where it owns the memory that its weights lie in: that of the file. */
  private final @Nullable JitModule owner;

  /** For the arguments that are tuples, lists and dicts, by name. */
  private final Map<String, Packer> packers = new ConcurrentHashMap<>();

  private final GraphEffects effects;

  /** Whether each call has a copy of the module, as runs change what it keeps. */
  private final boolean copied;

  /** What runs take turns by; null where they need not. */
  private final @Nullable Turns turns;

  @SuppressWarnings("try") // The scope frees what is made within it.
  private DesktopModule(ModelFile file, Settings settings) {
    this.name = file.name;
    this.settings = settings;
    String late = DesktopRuntime.THREADS.ask(settings.threads);
    if (late != null) {
      notes.add(late);
    }
    try (PointerScope scope = new PointerScope()) {
      ExtraFilesMap extra = new ExtraFilesMap();
      BytePointer key = new BytePointer(ModelText.FILE, StandardCharsets.UTF_8);
      extra.put(key, new BytePointer("", StandardCharsets.UTF_8));
      JitModule loaded = load(file, extra);
      BytePointer value = extra.get(key);
      this.text = value == null || value.isNull() ? null : value.getString(StandardCharsets.UTF_8);
      loaded.eval();
      this.schema = new DesktopSchema(findMethod(loaded));
      GraphEffects found = new GraphEffects(graph(loaded, false), loaded);
      JitModule frozen = settings.freeze && !writesToFolded(found, loaded) ? freeze(loaded) : null;
      if (frozen != null) {
        GraphEffects left = new GraphEffects(graph(frozen, true), frozen);
        // Gradients may be of weights, which are not to be folded into the program.
        boolean stands = !left.differentiates() && !writesToFolded(left, loaded);
        frozen = stands ? frozen : null;
        found = stands ? left : found;
      }
      this.effects = found;
      this.module = Natives.own(new JitModule(frozen == null ? loaded : frozen));
      this.owner = file.flatbuffer ? Natives.own(new JitModule(loaded)) : null;
      this.copied = effects.changesState() && canBeCopied();
      this.turns = Turns.of(effects, copied);
    }
  }

  /**
   * Whether the program may write to what freezing folds into it, which the runtime does not see
   * where an operator or a loop hides what it shares, or where two attributes lie in the same
   * memory. To be asked before freezing, too, which may drop such a write.
   */
  private boolean writesToFolded(GraphEffects found, JitModule loaded) {
    if (found.hidesWrites()
        || found.writesConstants()
        || (found.changesState() && SharedStorage.isIn(loaded))) {
      notes.add("not frozen: it may write to what freezing would make constant");
      return true;
    }
    return false;
  }

  private boolean canBeCopied() {
    try (DesktopState state = new DesktopState(module, settings.method, true)) {
      return state.isCopied();
    } catch (RuntimeException e) {
      notes.add(
          "what it keeps from run to run is seen by all bindings, as PyTorch cannot copy it: "
              + Messages.clean(e.getMessage()));
      return false;
    }
  }

  /** The program of the method: what is frozen has no calls left in it. */
  private Graph graph(JitModule of, boolean inlined) {
    Method found = of.get_method(settings.method);
    return inlined ? found.graph() : torch.toGraphFunction(found.function()).optimized_graph();
  }

  static DesktopModule open(ModelFile file, Settings settings) {
    try {
      return new DesktopModule(file, settings);
    } catch (ModelLoadException | IllegalArgumentException e) {
      throw e;
    } catch (RuntimeException e) {
      String lacks = Archive.lacks(file);
      throw lacks == null
          ? Messages.load(file.name, e)
          : new ModelLoadException("PyTorch cannot run " + file.name + ": " + lacks);
    }
  }

  private JitModule load(ModelFile file, ExtraFilesMap extra) {
    BytePointer path = new BytePointer(file.path.toString(), ModelFile.charset());
    DeviceOptional cpu = new DeviceOptional(new Device("cpu"));
    return QuantisedEngines.load(
        settings,
        notes,
        new QuantisedEngines.Loading() {
          @Override
          public JitModule load() {
            return torch.load(path, cpu, extra, true);
          }
        });
  }

  private Method findMethod(JitModule loaded) {
    MethodOptional found = loaded.find_method(settings.method);
    if (found.has_value()) {
      return found.get();
    }
    List<String> names = new ArrayList<>();
    Method all = loaded.get_methods();
    for (long i = 0; i < all.limit(); i++) {
      names.add(all.getPointer(Method.class, i).name().getString());
    }
    throw new ModelLoadException(
        name + " has no method '" + settings.method + "'; it has " + names);
  }

  /** The module without its parameters and submodules; null if that cannot be. */
  @SuppressWarnings("try") // It is undone at its end.
  private @Nullable JitModule freeze(JitModule loaded) {
    StringVectorOptional kept =
        settings.method.equals(FORWARD)
            ? new StringVectorOptional()
            : new StringVectorOptional(new StringVector(settings.method));
    try (AutoGradMode off = new AutoGradMode(false)) {
      JitModule frozen = torch.freeze(loaded, kept, true);
      InlinedFrames.replace(frozen.get_method(settings.method).graph());
      return frozen;
    } catch (RuntimeException e) {
      notes.add("not frozen: " + Messages.clean(e.getMessage()));
      return null;
    }
  }

  @Override
  public @Nullable String text() {
    return text;
  }

  @Override
  public MethodSchema schema() {
    return schema.schema;
  }

  @Override
  public List<String> notes() {
    return notes;
  }

  @Override
  public boolean copiesInputs() {
    return effects.touchesInputs();
  }

  @Override
  public NativeCall newCall(List<@Nullable Part> arguments, List<@Nullable Tensor> inputs) {
    DesktopArguments given;
    try {
      given = new DesktopArguments(schema, arguments, inputs, packers(arguments));
    } catch (InferenceException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new RunFailedException(
          "PyTorch refuses the inputs: " + Messages.clean(e.getMessage()), e);
    }
    DesktopState state;
    try {
      state = new DesktopState(module, settings.method, copied);
    } catch (RuntimeException | Error e) {
      given.close();
      throw e;
    }
    DesktopResult result = new DesktopResult(!effects.choosesDtypes());
    return new DesktopCall(state, given, effects, result, turns);
  }

  private synchronized Map<String, Packer> packers(List<@Nullable Part> arguments) {
    for (Part part : arguments) {
      if (part != null && !part.isLeaf() && !packers.containsKey(part.path)) {
        packers.put(part.path, new Packer(part));
      }
    }
    return packers;
  }

  @Override
  public boolean canWarmUp() {
    return !effects.isRandom() && copied == effects.changesState();
  }

  @Override
  public void close() {
    Natives.free(module);
    Natives.free(owner);
    if (turns != null) {
      turns.close();
    }
    schema.close();
    for (Packer packer : packers.values()) {
      packer.close();
    }
  }
}
