package io.infer4j.testkit.asserting;

import io.infer4j.DType;
import io.infer4j.Tensor;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands in an output while it has no result. */
final class Poison {
  private static final String TEXT = "undefined until a run ends";

  private Poison() {}

  /** Fills each with bytes of ones, NaN as a floating-point number. */
  static void fill(@Nullable Tensor[] outputs) {
    for (Tensor output : outputs) {
      if (output == null || output.isReadOnly()) {
        continue;
      }
      if (output.dtype() == DType.STRING) {
        List<String> strings = output.asStrings();
        for (int i = 0; i < strings.size(); i++) {
          strings.set(i, TEXT);
        }
      } else {
        ByteBuffer bytes = output.asBytes();
        for (int i = 0; i < bytes.capacity(); i++) {
          bytes.put(i, (byte) 0xff);
        }
      }
    }
  }
}
