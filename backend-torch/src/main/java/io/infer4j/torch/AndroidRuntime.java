package io.infer4j.torch;

import io.infer4j.DType;
import io.infer4j.spi.Capability;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pytorch.PyTorchAndroid;

/** PyTorch's lite interpreter, from the app's AAR. */
final class AndroidRuntime implements TorchRuntime {
  static final AndroidRuntime INSTANCE = new AndroidRuntime();

  static final Threads THREADS =
      new Threads() {
        @Override
        int decide(int threads) {
          if (threads > 0) {
            PyTorchAndroid.setNumThreads(threads);
          }
          return threads;
        }
      };

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

  /** The vector units of 32-bit ARM take subnormals for zero. */
  @Override
  public Set<Capability> capabilities() {
    return EnumSet.of(Capability.DYNAMIC_SHAPES, Capability.EMPTY_TENSORS);
  }

  @Override
  public NativeModule open(ModelFile file, Settings settings) {
    return AndroidModule.open(file, settings);
  }
}
