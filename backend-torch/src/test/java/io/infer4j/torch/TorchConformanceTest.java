package io.infer4j.torch;

import io.infer4j.spi.InferenceEngine;
import io.infer4j.testkit.conformance.EngineConformance;
import java.util.Map;

/** The engine keeps the rules that every engine keeps. */
class TorchConformanceTest extends EngineConformance {
  @Override
  protected InferenceEngine engine() {
    return new TorchEngine();
  }

  @Override
  protected String extension() {
    return "pt";
  }

  /** Every model of the fixtures has an infer4j.properties. */
  @Override
  protected boolean modelsTellSpecs() {
    return true;
  }

  @Override
  protected Map<String, String> wrongOptions() {
    return Map.of("binding", "browser", "freeze", "maybe", "qengine", "gpu");
  }
}
