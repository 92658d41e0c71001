package io.infer4j.torch;

import io.infer4j.DType;
import io.infer4j.spi.Capability;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One of the two libraries that PyTorch comes in. What is above this line is shared. */
interface TorchRuntime {
  /** The runtime's version, {@code unknown} while it cannot be told. */
  String version();

  /** Why it cannot be used here, after trying; null if it can. */
  @Nullable String failure();

  Set<DType> dtypes();

  /** A new set. A run cannot be cancelled, and a file need not declare its dtypes and shapes. */
  Set<Capability> capabilities();

  /**
   * Opens a module and makes it ready to run the method that the settings name.
   *
   * @param file not needed any more when this returns
   * @throws io.infer4j.ModelLoadException in the runtime's words
   */
  NativeModule open(ModelFile file, Settings settings);
}
