package io.infer4j.wrap;

import io.infer4j.spi.RuntimeModel;

/** Puts a runtime model of its own around an engine's. */
public interface ModelWrapper {
  /** What {@link io.infer4j.Model#variant} gives. */
  String variant();

  /**
   * Called once. What it gives is closed in place of the engine's and has to close that. If it
   * throws, the engine's is closed and the exception passed on.
   */
  RuntimeModel wrap(RuntimeModel runtime);
}
