package io.infer4j.torch.runtime;

import io.infer4j.torch.values.ValueNode;

/** The method bound to inputs, for one caller at a time. */
public interface NativeCall extends AutoCloseable {
  /**
   * Runs the method over the inputs' memory as it is now, and copies each tensor that it gives into
   * the memory of a leaf of this tree. Nothing of the runtime's memory leaves it.
   *
   * @throws io.infer4j.RunFailedException if the runtime fails, in its words, or gives something
   *     that is no tensor
   */
  void run(ValueNode result);

  /** Puts back what the module keeps from run to run to what it was when it was loaded. */
  void reset();

  @Override
  void close();
}
