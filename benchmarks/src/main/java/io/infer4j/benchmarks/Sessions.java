package io.infer4j.benchmarks;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;

/** Sessions of the raw ONNX Runtime. */
final class Sessions {
  private Sessions() {}

  static OrtSession open(OrtEnvironment env, BenchmarkModel model) throws OrtException {
    try (SessionOptions options = new SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setOptimizationLevel(SessionOptions.OptLevel.ALL_OPT);
      return env.createSession(model.bytes(), options);
    }
  }
}
