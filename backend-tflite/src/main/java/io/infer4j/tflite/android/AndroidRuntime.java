package io.infer4j.tflite.android;

import io.infer4j.Capability;
import io.infer4j.DType;
import io.infer4j.ModelSource;
import io.infer4j.tflite.runtime.NativeModel;
import io.infer4j.tflite.runtime.Settings;
import io.infer4j.tflite.runtime.TfliteRuntime;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tensorflow.lite.InterpreterApi.Options.TfLiteRuntime;
import org.tensorflow.lite.TensorFlowLite;

/** TensorFlow Lite's Android API, from the app's AARs. */
public final class AndroidRuntime implements TfliteRuntime {
  public static final AndroidRuntime INSTANCE = new AndroidRuntime();

  private volatile boolean started;
  private @Nullable String failure;

  private AndroidRuntime() {}

  @Override
  public @Nullable String failure() {
    if (!started) {
      start();
    }
    return failure;
  }

  private synchronized void start() {
    if (started) {
      return;
    }
    try {
      TensorFlowLite.init();
    } catch (LinkageError | RuntimeException e) {
      failure =
          "the native library of org.tensorflow:tensorflow-lite cannot be loaded; it is made for"
              + " Android: "
              + e;
    }
    started = true;
  }

  @Override
  public String version() {
    try {
      return started && failure == null
          ? TensorFlowLite.runtimeVersion(TfLiteRuntime.FROM_APPLICATION_ONLY)
          : "unknown";
    } catch (LinkageError | RuntimeException e) {
      return "unknown";
    }
  }

  @Override
  public List<String> accelerators() {
    return AndroidDelegate.available();
  }

  /** Those of {@code org.tensorflow.lite.DataType}, save for strings, which we do not pass yet. */
  @Override
  public Set<DType> dtypes() {
    return EnumSet.of(
        DType.FLOAT32, DType.INT8, DType.INT16, DType.INT32, DType.INT64, DType.UINT8, DType.BOOL);
  }

  /** Its tensors are addresses, and empty ones have none. */
  @Override
  public Set<Capability> capabilities() {
    return EnumSet.of(Capability.CANCELLATION, Capability.DYNAMIC_SHAPES, Capability.STATIC_SPECS);
  }

  @Override
  public NativeModel open(ModelSource source, Settings settings) {
    return AndroidModel.open(source, settings);
  }
}
