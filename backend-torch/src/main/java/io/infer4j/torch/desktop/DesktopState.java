package io.infer4j.torch.desktop;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.Method;
import org.bytedeco.pytorch.parameter_iterator;
import org.jspecify.annotations.Nullable;

/**
 * The module that a call runs on: the one that all calls share, or a copy where its program changes
 * what the module keeps, as that is each call's own. For one caller at a time.
 */
final class DesktopState implements AutoCloseable {
  private final JitModule original;
  private final String name;
  private final boolean copied;
  private @Nullable JitModule copy;
  private Method method;

  /**
   * @param original as it was loaded, and never run itself where calls have copies
   */
  DesktopState(JitModule original, String method, boolean copied) {
    this.original = original;
    this.name = method;
    this.copied = copied;
    JitModule own = copied ? copyOf(original) : null;
    this.copy = own;
    this.method = method(own == null ? original : own);
  }

  /** Whether it is a copy. */
  boolean isCopied() {
    return copied;
  }

  Method method() {
    return method;
  }

  /** Puts it back to what it was when it was loaded. */
  void reset() {
    if (copied) {
      JitModule fresh = copyOf(original);
      close();
      copy = fresh;
      method = method(fresh);
    }
  }

  @SuppressWarnings("try") // The scope frees what is made within it.
  private Method method(JitModule of) {
    try (PointerScope scope = new PointerScope()) {
      return Natives.own(of.get_method(name));
    }
  }

  @SuppressWarnings("try") // The scope frees what is made within it.
  private static JitModule copyOf(JitModule original) {
    try (PointerScope scope = new PointerScope();
        AutoGradMode off = new AutoGradMode(false)) {
      JitModule copy = original.deepcopy();
      SharedStorage.rebuild(original, copy);
      // A copy of a parameter is none, for PyTorch.
      parameter_iterator from = original.parameters().begin();
      parameter_iterator to = copy.parameters().begin();
      for (long left = original.parameters().size(); left > 0; left--) {
        if (from.multiply().requires_grad()) {
          to.multiply().set_requires_grad(true);
        }
        from.increment();
        to.increment();
      }
      return Natives.own(copy);
    }
  }

  @Override
  public void close() {
    Natives.free(method);
    Natives.free(copy);
  }
}
