package io.infer4j.tflite.runtime;

import io.infer4j.Capability;
import io.infer4j.DType;
import io.infer4j.ModelSource;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One of the two libraries that TensorFlow Lite comes in. What is above this line is shared. */
public interface TfliteRuntime {
  /** Accelerators of both. */
  String CPU = "cpu";

  String XNNPACK = "xnnpack";

  /** The runtime's version, {@code unknown} while it cannot be told. */
  String version();

  /** Why it cannot be used here, after trying; null if it can. */
  @Nullable String failure();

  List<String> accelerators();

  Set<DType> dtypes();

  Set<Capability> capabilities();

  /**
   * Opens and verifies a model.
   *
   * @throws io.infer4j.ModelLoadException if it is damaged, in the runtime's words
   */
  NativeModel open(ModelSource source, Settings settings);
}
