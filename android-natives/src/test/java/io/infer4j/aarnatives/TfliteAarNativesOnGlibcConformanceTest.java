package io.infer4j.aarnatives;

import io.infer4j.LoadOptions;
import io.infer4j.ModelSource;
import io.infer4j.spi.InferenceEngine;
import io.infer4j.testkit.conformance.EngineConformance;
import io.infer4j.tflite.TfliteEngine;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtendWith;

/** TensorFlow Lite keeps the rules through its Android binding, on the natives of the AAR. */
@ExtendWith(WhereTheRigRuns.class)
class TfliteAarNativesOnGlibcConformanceTest extends EngineConformance {
  TfliteAarNativesOnGlibcConformanceTest() {
    Aar.TENSORFLOW_LITE.load();
  }

  @Override
  protected InferenceEngine engine() {
    return new TfliteEngine();
  }

  @Override
  protected String extension() {
    return "tflite";
  }

  /** The binding passes no strings. */
  @Override
  protected Optional<ModelSource> model(String fixture) {
    return fixture.equals("identity_string") ? Optional.empty() : super.model(fixture);
  }

  @Override
  protected LoadOptions options() {
    return LoadOptions.defaults().withOption("tflite", "binding", "android");
  }

  @Override
  protected String title() {
    return "tflite (AAR natives on glibc)";
  }

  @Override
  protected Map<String, String> wrongOptions() {
    return Map.of("binding", "browser", "xnnpack", "maybe");
  }
}
