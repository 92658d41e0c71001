package io.infer4j.torch.android;

import io.infer4j.Capability;
import io.infer4j.DType;
import io.infer4j.torch.runtime.NativeModule;
import io.infer4j.torch.runtime.Settings;
import io.infer4j.torch.runtime.Threads;
import io.infer4j.torch.runtime.TorchRuntime;
import io.infer4j.torch.script.ModelFile;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pytorch.PyTorchAndroid;

/** PyTorch's lite interpreter, from the app's AAR. */
public final class AndroidRuntime extends TorchRuntime {
  public static final AndroidRuntime INSTANCE = new AndroidRuntime();

  static final Threads THREADS =
      new Threads() {
        @Override
        public int decide(int threads) {
          if (threads > 0) {
            PyTorchAndroid.setNumThreads(threads);
          }
          return threads;
        }
      };

  private AndroidRuntime() {}

  @Override
  public @Nullable String start() {
    try {
      // Its static initializer loads the native library.
      Class.forName(PyTorchAndroid.class.getName(), true, AndroidRuntime.class.getClassLoader());
    } catch (ClassNotFoundException | LinkageError | RuntimeException e) {
      Throwable root = e;
      while (root.getCause() != null) {
        root = root.getCause();
      }
      return "the native library of org.pytorch:pytorch_android_lite cannot be loaded; it is made"
          + " for Android: "
          + root;
    }
    return null;
  }

  /** Of the API that this is written for: neither the AAR's classes nor its natives tell theirs. */
  @Override
  public String version() {
    return "API 1.12.2";
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
