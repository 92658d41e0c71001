package io.infer4j.benchmarks;

import ai.onnxruntime.OrtException;

/**
 * One way to run a model. All do the same work: copy the caller's floats in, run, give the results
 * as floats. One thread within an operator, all graph optimisations, everything else by default.
 */
abstract class Contender implements AutoCloseable {
  /**
   * Runs the model once.
   *
   * @param input is copied
   * @return the output, perhaps in an array that the next run overwrites
   */
  abstract float[] infer(float[] input) throws Exception;

  @Override
  public abstract void close() throws OrtException;
}
