package io.infer4j.testkit.reference;

import io.infer4j.spi.InferenceEngine;
import io.infer4j.testkit.conformance.EngineConformance;
import java.util.Map;

/** The engine keeps the rules that every engine keeps. */
class ReferenceConformanceTest extends EngineConformance {
  @Override
  protected InferenceEngine engine() {
    return new ReferenceEngine();
  }

  @Override
  protected String extension() {
    return "txt";
  }

  @Override
  protected Map<String, String> wrongOptions() {
    return Map.of("latency", "soon");
  }

  @Override
  protected long allowedBytesPerRun() {
    return 0;
  }
}
