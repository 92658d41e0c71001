package io.infer4j.benchmarks;

/** One way to run a PyTorch model whose inputs and outputs are float32. */
interface TorchContender extends AutoCloseable {
  /**
   * Copies the inputs in, runs, copies the outputs out.
   *
   * @param inputs one array an input
   * @return the outputs, in arrays that the next run may overwrite
   */
  float[][] infer(float[][] inputs) throws Exception;

  @Override
  void close();
}
