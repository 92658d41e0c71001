package io.infer4j;

/** What an engine can do beyond loading and running a model. */
public enum Capability {
  /** {@link IoBinding#cancel} ends a run early. */
  CANCELLATION,
  /** Dimensions may differ from one binding to the next where the model leaves them open. */
  DYNAMIC_SHAPES,
  /** Tensors may have dimensions of size 0. */
  EMPTY_TENSORS,
  /**
   * Every file tells dtypes, shapes and output names. Without it some do not: these models have
   * inputs without a dtype and of unknown shape, and outputs that runs add to {@link
   * Model#outputs}.
   */
  STATIC_SPECS,
  /** Arithmetic keeps subnormal numbers: they are not flushed to zero. */
  SUBNORMALS
}
