package io.infer4j.benchmarks;

import io.infer4j.IoBinding;
import io.infer4j.LoadOptions;
import io.infer4j.Model;
import io.infer4j.ModelSource;
import java.nio.FloatBuffer;

/** infer4j's fast way. */
final class Infer4jBound extends Contender {
  private final Model model;
  private final IoBinding io;
  private final FloatBuffer in;
  private final FloatBuffer out;
  private final float[] result;

  Infer4jBound(BenchmarkModel of) {
    model = Model.load(ModelSource.of(of.bytes()), LoadOptions.defaults().withThreads(1));
    io = model.bind();
    in = io.input(of.input).asFloats();
    out = io.output(of.output).asFloats();
    result = new float[of.outputElements()];
  }

  @Override
  float[] infer(float[] input) {
    in.put(0, input);
    io.run();
    out.get(0, result);
    return result;
  }

  @Override
  public void close() {
    model.close();
  }
}
