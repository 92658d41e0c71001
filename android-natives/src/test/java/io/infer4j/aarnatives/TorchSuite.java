package io.infer4j.aarnatives;

import java.nio.file.Path;

/** The suite for {@link SuiteRun}. */
final class TorchSuite extends TorchAarNativesOnGlibcConformanceTest {
  @Override
  protected Path reports() {
    return Path.of("target", "conformance-of-children");
  }
}
