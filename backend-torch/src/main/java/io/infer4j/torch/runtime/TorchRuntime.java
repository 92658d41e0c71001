package io.infer4j.torch.runtime;

import io.infer4j.Capability;
import io.infer4j.DType;
import io.infer4j.torch.script.ModelFile;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One of the two libraries that PyTorch comes in. What is above this line is shared. */
public abstract class TorchRuntime {
  private volatile boolean started;
  private @Nullable String failure;

  /** The runtime's version, {@code unknown} while it cannot be told. */
  public abstract String version();

  /** Why it cannot be used here, after trying once; null if it can. */
  public final @Nullable String failure() {
    if (!started) {
      startOnce();
    }
    return failure;
  }

  private synchronized void startOnce() {
    if (!started) {
      failure = start();
      started = true;
    }
  }

  /** Loads the natives; gives why they cannot be loaded, null if they are. */
  public abstract @Nullable String start();

  public abstract Set<DType> dtypes();

  /** A new set. A run cannot be cancelled, and a file need not declare its dtypes and shapes. */
  public abstract Set<Capability> capabilities();

  /**
   * Opens a module and makes it ready to run the method that the settings name.
   *
   * @param file not needed any more when this returns
   * @throws io.infer4j.ModelLoadException in the runtime's words
   */
  public abstract NativeModule open(ModelFile file, Settings settings);
}
