package io.infer4j.tflite;

import io.infer4j.ModelSource;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorflowlite.Allocation;
import org.bytedeco.tensorflowlite.BuiltinOpResolver;
import org.bytedeco.tensorflowlite.BuiltinOpResolverWithoutDefaultDelegates;
import org.bytedeco.tensorflowlite.FlatBufferModel;
import org.bytedeco.tensorflowlite.FlatBufferModelBase;
import org.bytedeco.tensorflowlite.Interpreter;
import org.bytedeco.tensorflowlite.InterpreterBuilder;
import org.bytedeco.tensorflowlite.OpResolver;
import org.bytedeco.tensorflowlite.global.tensorflowlite;
import org.jspecify.annotations.Nullable;

/** A model that the runtime has mapped, or that lies in native memory of ours. */
final class DesktopModel implements NativeModel {
  private final String name;
  private final FlatBufferModel model;
  private final @Nullable BytePointer bytes;
  private final OpResolver resolver;
  private final Settings settings;

  /** Made when first needed. */
  private @Nullable OpResolver plain;

  private final List<String> notes = new ArrayList<>();

  private DesktopModel(
      String name, FlatBufferModel model, @Nullable BytePointer bytes, Settings settings) {
    this.name = name;
    this.model = model;
    this.bytes = bytes;
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
    BytePointer bytes = null;
    FlatBufferModel model;
    ErrorText.clear();
    String path = nativePath(source);
    if (path != null) {
      try (BytePointer file = new BytePointer(path, nativeCharset())) {
        model = FlatBufferModelBase.VerifyAndBuildFromFile(file, null, ErrorText.reporter());
      }
    } else {
      byte[] all = source.bytes();
      bytes = Natives.own(new BytePointer((long) all.length));
      bytes.put(all);
      model =
          FlatBufferModelBase.VerifyAndBuildFromBuffer(
              bytes, all.length, null, ErrorText.reporter());
    }
    if (model == null || model.isNull()) {
      Natives.free(bytes);
      throw Messages.load(source.name(), ErrorText.take());
    }
    return new DesktopModel(source.name(), Natives.own(model), bytes, settings);
  }

  /**
   * The path where the runtime can open it, which maps the file: on Windows it would read it, and
   * knows no Unicode names.
   */
  private static @Nullable String nativePath(ModelSource source) {
    if (!source.path().isPresent() || System.getProperty("os.name", "").startsWith("Windows")) {
      return null;
    }
    String path = source.path().get().toString();
    return nativeCharset().newEncoder().canEncode(path) ? path : null;
  }

  /** How file names are encoded. */
  private static Charset nativeCharset() {
    return Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
  }

  @Override
  public ByteBuffer contents() {
    Allocation allocation = model.allocation();
    long size = Math.min(allocation.bytes(), Integer.MAX_VALUE);
    return new BytePointer(allocation.base()).capacity(size).asByteBuffer();
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
    Natives.free(bytes);
  }
}
