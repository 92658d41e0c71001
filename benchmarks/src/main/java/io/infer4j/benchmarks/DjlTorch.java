package io.infer4j.benchmarks;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoopTranslator;
import ai.djl.translate.TranslateException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;

/**
 * The peer. Two libtorch do not live in one process: where JavaCPP's is loaded, DJL's fails to
 * load. JMH gives each route a JVM of its own.
 */
final class DjlTorch implements TorchContender {
  private final Model model;
  private final Predictor<NDList, NDList> predictor;
  private final Shape[] shapes;
  private final float[][] results;

  DjlTorch(TorchModels of) throws IOException, MalformedModelException {
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("ai.djl.pytorch.num_threads", "1");
    model = Model.newInstance(of.name(), "PyTorch");
    try (InputStream in = Files.newInputStream(of.file())) {
      model.load(in);
    }
    predictor = model.newPredictor(new NoopTranslator());
    shapes = of.inputs().values().stream().map(Shape::new).toArray(Shape[]::new);
    results = of.results();
  }

  @Override
  public float[][] infer(float[][] inputs) throws TranslateException {
    try (NDManager memory = model.getNDManager().newSubManager()) {
      NDList arguments = new NDList(inputs.length);
      for (int i = 0; i < inputs.length; i++) {
        arguments.add(memory.create(inputs[i], shapes[i]));
      }
      NDList answers = predictor.predict(arguments);
      for (int i = 0; i < results.length; i++) {
        results[i] = answers.get(i).toFloatArray();
      }
      answers.close();
    }
    return results;
  }

  @Override
  public void close() {
    predictor.close();
    model.close();
  }
}
