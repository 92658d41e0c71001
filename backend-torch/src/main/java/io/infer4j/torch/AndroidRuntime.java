package io.infer4j.torch;

import io.infer4j.DType;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** PyTorch's lite interpreter for Android. Not written yet. */
final class AndroidRuntime implements TorchRuntime {
  static final AndroidRuntime INSTANCE = new AndroidRuntime();

  private AndroidRuntime() {}

  @Override
  public String version() {
    return "unknown";
  }

  @Override
  public @Nullable String failure() {
    return "the Android binding is not written yet";
  }

  @Override
  public Set<DType> dtypes() {
    return EnumSet.noneOf(DType.class);
  }

  @Override
  public NativeModule open(ModelFile file, Settings settings) {
    throw new UnsupportedOperationException("the Android binding is not written yet");
  }
}
