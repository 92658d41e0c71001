package io.infer4j.torch.android;

import io.infer4j.Tensor;
import io.infer4j.torch.TorchEngine;
import io.infer4j.torch.runtime.Messages;
import io.infer4j.torch.runtime.NativeCall;
import io.infer4j.torch.runtime.NativeModule;
import io.infer4j.torch.runtime.Settings;
import io.infer4j.torch.script.LiteArchive;
import io.infer4j.torch.script.LiteMethod;
import io.infer4j.torch.script.MethodSchema;
import io.infer4j.torch.script.ModelFile;
import io.infer4j.torch.values.Part;
import io.infer4j.torch.values.ValueNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pytorch.Device;
import org.pytorch.IValue;
import org.pytorch.LiteModuleLoader;
import org.pytorch.Module;

/**
 * A module of the lite interpreter. Runs take turns, as an operator that has packed its weights for
 * XNNPACK keeps the addresses of the run in progress beside them; and what they return may be the
 * module's own memory, which the next run writes to.
 */
final class AndroidModule implements NativeModule {
  private static final String SHARED =
      "the program may change what the module keeps (it writes in place, assigns attributes or"
          + " fills collections): on Android all runs and bindings of a model share that, and a"
          + " reset does not put it back";

  private final Module module;
  private final LiteArchive archive;
  private final LiteMethod method;
  private final String methodName;
  private final List<String> notes = new ArrayList<>();

  /** Memory of closed calls, where the module may have kept their inputs. */
  private final List<ByteBuffer> kept = new ArrayList<>();

  private AndroidModule(Module module, LiteArchive archive, LiteMethod method, String methodName) {
    this.module = module;
    this.archive = archive;
    this.method = method;
    this.methodName = methodName;
  }

  static AndroidModule open(ModelFile file, Settings settings) {
    if (settings.qengine != null && !settings.qengine.equals("qnnpack")) {
      throw new IllegalArgumentException(
          "option "
              + TorchEngine.NAME
              + ".qengine: PyTorch for Android has qnnpack, got '"
              + settings.qengine
              + "'");
    }
    LiteArchive archive = LiteArchive.of(file);
    LiteMethod method = archive.method(settings.method);
    String late = AndroidRuntime.THREADS.ask(settings.threads);
    Module module;
    try {
      module = LiteModuleLoader.load(file.path.toString(), null, Device.CPU);
    } catch (RuntimeException e) {
      throw Messages.load(file.name, e);
    }
    AndroidModule opened = new AndroidModule(module, archive, method, settings.method);
    if (late != null) {
      opened.notes.add(late);
    }
    if (archive.hasState()) {
      opened.notes.add(SHARED);
    }
    return opened;
  }

  @Override
  public @Nullable String text() {
    return archive.text;
  }

  @Override
  public MethodSchema schema() {
    return method.schema;
  }

  @Override
  public List<String> notes() {
    return notes;
  }

  @Override
  public boolean copiesInputs() {
    return archive.writes() || archive.keeps();
  }

  @Override
  public NativeCall newCall(List<@Nullable Part> arguments, List<@Nullable Tensor> inputs) {
    return new AndroidCall(
        this, new AndroidArguments(this, method, arguments, inputs, copiesInputs()));
  }

  /** No run is slower than the next: the interpreter does not watch its program. */
  @Override
  public boolean canWarmUp() {
    return false;
  }

  /** Memory for a copy of an input. */
  synchronized ByteBuffer borrow(int bytes) {
    for (Iterator<ByteBuffer> all = kept.iterator(); all.hasNext(); ) {
      ByteBuffer each = all.next();
      if (each.capacity() == bytes) {
        all.remove();
        return each;
      }
    }
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }

  /** Takes it back: the runtime may read it for as long as the module lives. */
  synchronized void giveBack(List<ByteBuffer> borrowed) {
    if (archive.keeps()) {
      kept.addAll(borrowed);
    }
  }

  synchronized void run(AndroidArguments arguments, ValueNode result) {
    IValue[] values = arguments.read();
    IValue value;
    try {
      value = module.runMethod(methodName, values);
    } catch (RuntimeException e) {
      throw Messages.run(e);
    }
    AndroidResult.read(value, result);
  }

  @Override
  public synchronized void close() {
    module.destroy();
  }
}
