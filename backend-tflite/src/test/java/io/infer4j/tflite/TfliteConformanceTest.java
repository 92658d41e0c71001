package io.infer4j.tflite;

import io.infer4j.spi.InferenceEngine;
import io.infer4j.testkit.conformance.EngineConformance;
import java.util.Map;

/** The engine keeps the rules that every engine keeps. */
class TfliteConformanceTest extends EngineConformance {
  @Override
  protected InferenceEngine engine() {
    return new TfliteEngine();
  }

  @Override
  protected String extension() {
    return "tflite";
  }

  @Override
  protected Map<String, String> wrongOptions() {
    return Map.of("xnnpack", "maybe");
  }
}
