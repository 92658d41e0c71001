package io.infer4j.clip;

import io.infer4j.Layout;
import io.infer4j.Tensor;

/** Prepares a frame: resizes, normalises, and writes it as the model wants it. */
@FunctionalInterface
public interface FrameWriter {
  /**
   * Writes one frame, all of it: the memory holds an older one.
   *
   * @param slot [C, H, W] or [H, W, C] as the {@link Layout} says, in the model's dtype; the
   *     stream's memory, valid during the call
   */
  void write(Tensor slot);
}
