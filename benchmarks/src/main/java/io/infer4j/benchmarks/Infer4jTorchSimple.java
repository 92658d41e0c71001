package io.infer4j.benchmarks;

import io.infer4j.LoadOptions;
import io.infer4j.Model;
import io.infer4j.Outputs;
import io.infer4j.Tensor;
import java.util.HashMap;
import java.util.Map;

/** infer4j's simple way. */
final class Infer4jTorchSimple implements TorchContender {
  private final Model model;
  private final String[] inputNames;
  private final long[][] shapes;
  private final String[] outputNames;
  private final float[][] results;

  Infer4jTorchSimple(TorchModels of) {
    model = Model.load(of.file(), LoadOptions.defaults().withThreads(1));
    inputNames = of.inputs().keySet().toArray(new String[0]);
    shapes = of.inputs().values().toArray(new long[0][]);
    outputNames = of.outputs().keySet().toArray(new String[0]);
    results = of.results();
  }

  @Override
  public float[][] infer(float[][] inputs) {
    Map<String, Tensor> tensors = new HashMap<>();
    for (int i = 0; i < inputs.length; i++) {
      tensors.put(inputNames[i], Tensor.of(inputs[i], shapes[i]));
    }
    Outputs outputs = model.run(tensors);
    for (int i = 0; i < results.length; i++) {
      results[i] = outputs.get(outputNames[i]).toFloats();
    }
    return results;
  }

  @Override
  public void close() {
    model.close();
  }
}
