package io.infer4j.torch.android;

import io.infer4j.LoadOptions;
import io.infer4j.ModelSource;
import io.infer4j.spi.InferenceEngine;
import io.infer4j.testkit.conformance.EngineConformance;
import io.infer4j.torch.LiteModels;
import io.infer4j.torch.Runtimes;
import io.infer4j.torch.TorchEngine;
import java.util.Map;
import java.util.Optional;

/**
 * The engine keeps the rules through its Android binding too. This runs the binding's own code and
 * the AAR's Java API over the desktop's natives, by {@code android-peer}: what the AAR's natives do
 * is not shown by it.
 */
class AndroidConformanceTest extends EngineConformance {
  @Override
  protected InferenceEngine engine() {
    return new TorchEngine(Runtimes.ANDROID);
  }

  /** These files have what the lite interpreter runs beside what the full one does. */
  @Override
  protected String extension() {
    return "pt";
  }

  /**
   * The binding has no bool, and PyTorch no model of a mask without it. What a module keeps from
   * run to run is not a binding's own there, as the engine's Javadoc says.
   */
  @Override
  protected Optional<ModelSource> model(String fixture) {
    return fixture.equals("mixed") || fixture.equals("counter")
        ? Optional.empty()
        : super.model(fixture);
  }

  /** For the engine that ServiceLoader finds. */
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

  /** The AAR's API gives an output as a new Java array: the fixture 'large' has one of 1 MiB. */
  @Override
  protected long allowedBytesPerRun() {
    return (1 << 20) + 4096;
  }
}
