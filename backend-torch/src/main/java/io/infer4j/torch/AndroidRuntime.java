package io.infer4j.torch;

import io.infer4j.DType;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pytorch.PyTorchAndroid;

/** PyTorch's lite interpreter, from the app's AAR. */
final class AndroidRuntime implements TorchRuntime {
  static final AndroidRuntime INSTANCE = new AndroidRuntime();

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
      // Its static initializer loads the native library.
      Class.forName(PyTorchAndroid.class.getName(), true, AndroidRuntime.class.getClassLoader());
    } catch (ClassNotFoundException | LinkageError | RuntimeException e) {
      Throwable root = e;
      while (root.getCause() != null) {
        root = root.getCause();
      }
      failure =
          "the native library of org.pytorch:pytorch_android_lite cannot be loaded; it is made for"
              + " Android: "
              + root;
    }
    started = true;
  }

  /** The AAR does not tell. */
  @Override
  public String version() {
    return "unknown";
  }

  @Override
  public Set<DType> dtypes() {
    return AndroidTypes.all();
  }

  @Override
  public NativeModule open(ModelFile file, Settings settings) {
    return AndroidModule.open(file, settings);
  }
}
