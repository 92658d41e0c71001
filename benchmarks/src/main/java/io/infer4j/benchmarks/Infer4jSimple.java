package io.infer4j.benchmarks;

import io.infer4j.LoadOptions;
import io.infer4j.Model;
import io.infer4j.ModelSource;
import io.infer4j.Tensor;

/** infer4j's simple way. */
final class Infer4jSimple extends Contender {
  private final Model model;
  private final String output;
  private final long[] shape;

  Infer4jSimple(BenchmarkModel of) {
    model = Model.load(ModelSource.of(of.bytes()), LoadOptions.defaults().withThreads(1));
    output = of.output;
    shape = of.inputShape();
  }

  @Override
  float[] infer(float[] input) {
    return model.run(Tensor.of(input, shape)).get(output).toFloats();
  }

  @Override
  public void close() {
    model.close();
  }
}
