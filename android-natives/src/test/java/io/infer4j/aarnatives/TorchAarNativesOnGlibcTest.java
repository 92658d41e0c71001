package io.infer4j.aarnatives;

import io.infer4j.LoadOptions;
import io.infer4j.spi.InferenceEngine;
import io.infer4j.testkit.conformance.EngineConformance;
import io.infer4j.torch.TorchEngine;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;

/** PyTorch keeps the rules through its Android binding, on the natives of the AAR. */
@ExtendWith(WhereTheRigRuns.class)
class TorchAarNativesOnGlibcTest extends EngineConformance {
  TorchAarNativesOnGlibcTest() {
    Aar.PYTORCH.load();
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
    return LoadOptions.defaults().withOption("pytorch", "binding", "android");
  }

  @Override
  protected String title() {
    return "pytorch (AAR natives on glibc)";
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
