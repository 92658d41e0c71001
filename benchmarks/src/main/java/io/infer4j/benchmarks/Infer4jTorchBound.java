package io.infer4j.benchmarks;

import io.infer4j.DType;
import io.infer4j.IoBinding;
import io.infer4j.LoadOptions;
import io.infer4j.Model;
import io.infer4j.Tensor;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** infer4j's fast way. */
final class Infer4jTorchBound implements TorchContender {
  private final Model model;
  private final IoBinding io;
  private final FloatBuffer[] in;
  private final String[] names;
  private final @Nullable Tensor[] outputs;
  private final FloatBuffer[] out;
  private final float[][] results;

  Infer4jTorchBound(TorchModels of) {
    model = Model.load(of.file(), LoadOptions.defaults().withThreads(1));
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    of.inputs().forEach((name, shape) -> inputs.put(name, Tensor.allocate(DType.FLOAT32, shape)));
    in = inputs.values().stream().map(Tensor::asFloats).toArray(FloatBuffer[]::new);
    io = model.bindTo(inputs);
    results = of.results();
    names = of.outputs().keySet().toArray(new String[0]);
    outputs = new Tensor[results.length];
    out = new FloatBuffer[results.length];
  }

  @Override
  public float[][] infer(float[][] inputs) {
    for (int i = 0; i < in.length; i++) {
      in[i].put(0, inputs[i]);
    }
    io.run();
    for (int i = 0; i < results.length; i++) {
      // TorchScript does not promise an output's shape, so each run may bring another tensor.
      Tensor output = io.output(names[i]);
      if (output != outputs[i]) {
        outputs[i] = output;
        out[i] = output.asFloats();
      }
      out[i].get(0, results[i]);
    }
    return results;
  }

  @Override
  public void close() {
    model.close();
  }
}
