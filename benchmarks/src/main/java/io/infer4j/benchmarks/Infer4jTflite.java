package io.infer4j.benchmarks;

import io.infer4j.DType;
import io.infer4j.IoBinding;
import io.infer4j.LoadOptions;
import io.infer4j.Model;
import io.infer4j.ModelSource;
import io.infer4j.Tensor;
import java.nio.FloatBuffer;

/** infer4j's fast way, or its simple one. */
final class Infer4jTflite implements TfliteContender {
  private final Model model;
  private final IoBinding io;
  private final boolean bound;
  private final Tensor input;
  private final FloatBuffer in;
  private final FloatBuffer out;
  private final float[] result;

  Infer4jTflite(byte[] file, int threads, boolean bound) {
    this.bound = bound;
    model = Model.load(ModelSource.of(file), LoadOptions.defaults().withThreads(threads));
    io = model.bind();
    input = bound ? io.input("x") : Tensor.allocate(DType.FLOAT32, model.input("x").shape());
    in = input.asFloats();
    out = io.output("y").asFloats();
    result = new float[out.capacity()];
  }

  @Override
  public float[] infer(float[] values) {
    in.put(0, values);
    if (bound) {
      io.run();
      out.get(0, result);
    } else {
      model.run(input).single().asFloats().get(0, result);
    }
    return result;
  }

  @Override
  public void close() {
    model.close();
  }
}
