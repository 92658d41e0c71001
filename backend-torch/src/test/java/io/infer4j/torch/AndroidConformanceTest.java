package io.infer4j.torch;

import io.infer4j.LoadOptions;
import io.infer4j.spi.InferenceEngine;
import io.infer4j.testkit.conformance.EngineConformance;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;

/**
 * The engine keeps the rules through its Android binding too. This runs the binding's own code and
 * the AAR's Java API over the desktop's natives, by {@code android-peer}: what the AAR's natives do
 * is not shown by it.
 */
class AndroidConformanceTest extends EngineConformance {
  private static final String BINDING = "infer4j.torch.binding";

  /** The engine's capabilities and dtypes are those of the binding that the property names. */
  AndroidConformanceTest() {
    System.setProperty(BINDING, "android");
  }

  @AfterAll
  static void clear() {
    System.clearProperty(BINDING);
  }

  @Override
  protected InferenceEngine engine() {
    return new TorchEngine();
  }

  /** These files have what the lite interpreter runs beside what the full one does. */
  @Override
  protected String extension() {
    return "pt";
  }

  @Override
  protected LoadOptions options() {
    return LiteModels.options();
  }

  @Override
  protected String title() {
    return "pytorch (Android API, desktop natives)";
  }

  /** Every model of the fixtures has an infer4j.properties. */
  @Override
  protected boolean modelsTellSpecs() {
    return true;
  }

  @Override
  protected Map<String, String> wrongOptions() {
    return Map.of("binding", "browser", "freeze", "maybe", "qengine", "x86");
  }
}
