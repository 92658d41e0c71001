package io.infer4j.clip;

import io.infer4j.Layout;
import io.infer4j.Tensor;

/**
 * Prepares a frame into its place among others, for preparers that know the whole memory and so
 * need no view of a place made for each frame:
 *
 * <pre>{@code
 * runner.push((frames, index) -> preparer.prepare(image, frames, index));
 * }</pre>
 */
@FunctionalInterface
public interface IndexedFrameWriter {
  /**
   * Writes one frame, all of it: the memory holds an older one.
   *
   * @param frames [n, C, H, W] or [n, H, W, C] as the {@link Layout} says, in the model's dtype;
   *     the stream's memory, the same tensor each time, of which other places must not be written
   * @param index the place to write, from 0 to n - 1
   */
  void write(Tensor frames, int index);
}
