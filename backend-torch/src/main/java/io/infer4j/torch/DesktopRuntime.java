package io.infer4j.torch;

import io.infer4j.DType;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** PyTorch's C++ API through JavaCPP: started on first use, once. */
final class DesktopRuntime implements TorchRuntime {
  static final DesktopRuntime INSTANCE = new DesktopRuntime();

  private DesktopRuntime() {}

  @Override
  public String version() {
    return "unknown";
  }

  @Override
  public @Nullable String failure() {
    return null;
  }

  @Override
  public Set<DType> dtypes() {
    return EnumSet.complementOf(EnumSet.of(DType.STRING));
  }

  @Override
  public NativeModule open(ModelFile file, Settings settings) {
    throw new UnsupportedOperationException("not yet");
  }
}
