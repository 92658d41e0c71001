package io.infer4j.onnx;

import io.infer4j.onnx.file.FileFacts;
import org.jspecify.annotations.Nullable;

/**
 * The operators whose kernels in ONNX Runtime end the process or never end on tensors without
 * elements. Found by running every standard operator with each dimension at 0.
 */
final class EmptyInputs {
  private static final String[] CRASH = {
    "ConvTranspose", "DFT", "GRU", "GridSample", "LSTM", "STFT", "TopK", "Unique"
  };

  private EmptyInputs() {}

  /** An operator of the model that may not see as many empty inputs, null if there is none. */
  static @Nullable String unsafe(FileFacts facts, int emptyInputs) {
    if (emptyInputs == 0) {
      return null;
    }
    for (String operator : CRASH) {
      if (facts.uses(operator)) {
        return operator;
      }
    }
    // Without channels on both sides it never ends; the file's own weights always have some.
    return emptyInputs > 1 && facts.uses("Conv") ? "Conv" : null;
  }
}
