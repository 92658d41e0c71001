package io.infer4j.onnx;

import io.infer4j.spi.InferenceEngine;
import io.infer4j.testkit.conformance.EngineConformance;
import java.util.Map;

/** The engine keeps the rules that every engine keeps. */
class OnnxConformanceTest extends EngineConformance {
  @Override
  protected InferenceEngine engine() {
    return new OnnxEngine();
  }

  @Override
  protected String extension() {
    return "onnx";
  }

  @Override
  protected Map<String, String> wrongOptions() {
    return Map.of("arena", "maybe", "inter_op_threads", "-1", "execution_mode", "both");
  }
}
