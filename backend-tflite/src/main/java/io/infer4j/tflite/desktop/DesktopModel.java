package io.infer4j.tflite.desktop;

import io.infer4j.ModelSource;
import io.infer4j.tflite.runtime.Messages;
import io.infer4j.tflite.runtime.NativeModel;
import io.infer4j.tflite.runtime.Session;
import io.infer4j.tflite.runtime.Settings;
import io.infer4j.tflite.schema.Graph;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorflowlite.BuiltinOpResolver;
import org.bytedeco.tensorflowlite.BuiltinOpResolverWithoutDefaultDelegates;
import org.bytedeco.tensorflowlite.FlatBufferModel;
import org.bytedeco.tensorflowlite.FlatBufferModelBase;
import org.bytedeco.tensorflowlite.Interpreter;
import org.bytedeco.tensorflowlite.InterpreterBuilder;
import org.bytedeco.tensorflowlite.OpResolver;
import org.bytedeco.tensorflowlite.global.tensorflowlite;
import org.jspecify.annotations.Nullable;

/** A model that the runtime reads where it lies in memory. */
final class DesktopModel implements NativeModel {
  private final String name;
  private final FlatBufferModel model;
  private final ModelMemory memory;
  private final OpResolver resolver;
  private final Settings settings;

  /** Made when first needed. */
  private @Nullable OpResolver plain;

  private final List<String> notes = new ArrayList<>();

  private DesktopModel(String name, FlatBufferModel model, ModelMemory memory, Settings settings) {
    this.name = name;
    this.model = model;
    this.memory = memory;
    this.settings = settings;
    this.resolver =
        Natives.own(
            settings.xnnpack
                ? new BuiltinOpResolver()
                : new BuiltinOpResolverWithoutDefaultDelegates());
    for (String wanted : settings.accelerators) {
      if (!DesktopRuntime.INSTANCE.accelerators().contains(wanted)) {
        notes.add(
            "accelerator '"
                + wanted
                + "' is not in this build of TensorFlow Lite, which has "
                + DesktopRuntime.INSTANCE.accelerators());
      }
    }
  }

  static DesktopModel open(ModelSource source, Settings settings) {
    ErrorText.clear();
    ModelMemory memory = ModelMemory.of(source);
    FlatBufferModel model =
        FlatBufferModelBase.VerifyAndBuildFromBuffer(
            memory.start, memory.size, null, ErrorText.reporter());
    if (model == null || model.isNull()) {
      memory.close();
      throw Messages.load(source.name(), ErrorText.take());
    }
    return new DesktopModel(source.name(), Natives.own(model), memory, settings);
  }

  @Override
  public ByteBuffer contents() {
    return memory.contents();
  }

  @Override
  public Session newSession(Graph graph, boolean plain) {
    ErrorText.clear();
    Interpreter interpreter = new Interpreter((Pointer) null);
    try (InterpreterBuilder builder =
        new InterpreterBuilder(model, plain ? plainResolver() : resolver)) {
      builder.SetNumThreads(settings.threads);
      if (builder.apply(interpreter) != tensorflowlite.kTfLiteOk || interpreter.isNull()) {
        throw Messages.load(name, ErrorText.take());
      }
    }
    Natives.own(interpreter);
    try {
      interpreter.EnableCancellation();
      return new DesktopSession(interpreter, graph, plain || !settings.xnnpack);
    } catch (RuntimeException | Error e) {
      Natives.free(interpreter);
      throw e;
    }
  }

  private synchronized OpResolver plainResolver() {
    if (plain == null) {
      plain = Natives.own(new BuiltinOpResolverWithoutDefaultDelegates());
    }
    return plain;
  }

  @Override
  public List<String> notes() {
    return notes;
  }

  @Override
  public void close() {
    Natives.free(model);
    Natives.free(resolver);
    Natives.free(plain);
    memory.close();
  }
}
