package io.infer4j.benchmarks;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoopTranslator;
import ai.djl.translate.TranslateException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;

/**
 * The peer. It starts ONNX Runtime with a thread pool of its own, so nothing else in the process
 * may have started it before.
 */
final class Djl extends Contender {
  private final Model model;
  private final Predictor<NDList, NDList> predictor;
  private final Shape shape;

  Djl(BenchmarkModel of) throws IOException, MalformedModelException {
    System.setProperty("ai.djl.offline", "true");
    model = Model.newInstance(of.name(), "OnnxRuntime");
    model.load(
        new ByteArrayInputStream(of.bytes()),
        Map.of("intraOpNumThreads", "1", "optLevel", "ALL_OPT"));
    predictor = model.newPredictor(new NoopTranslator());
    shape = new Shape(of.inputShape());
  }

  @Override
  float[] infer(float[] input) throws TranslateException {
    try (NDManager memory = model.getNDManager().newSubManager()) {
      NDList outputs = predictor.predict(new NDList(memory.create(input, shape)));
      return outputs.singletonOrThrow().toFloatArray();
    }
  }

  @Override
  public void close() {
    predictor.close();
    model.close();
  }
}
