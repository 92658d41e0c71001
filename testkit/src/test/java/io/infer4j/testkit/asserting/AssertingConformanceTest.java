package io.infer4j.testkit.asserting;

import io.infer4j.spi.InferenceEngine;
import io.infer4j.testkit.conformance.EngineConformance;
import io.infer4j.testkit.reference.ReferenceEngine;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;

/** To a caller who does nothing wrong the engine is the one that it wraps. */
class AssertingConformanceTest extends EngineConformance {
  private final AssertingEngine engine = new AssertingEngine(new ReferenceEngine());

  @Override
  protected InferenceEngine engine() {
    return engine;
  }

  @Override
  protected String extension() {
    return "txt";
  }

  @Override
  protected String title() {
    return "asserting-reference";
  }

  @Override
  protected Map<String, String> wrongOptions() {
    return Map.of("latency", "soon");
  }

  @AfterAll
  void theSuiteItselfIsWellMannered() {
    engine.assertNoMisuse();
  }
}
