package io.infer4j.benchmarks;

/** One way to run a model of one float32 input and one float32 output. */
interface TfliteContender extends AutoCloseable {
  /**
   * Copies the input in, runs, copies the output out.
   *
   * @return the output, in an array that the next run overwrites
   */
  float[] infer(float[] input);

  @Override
  void close();
}
