package io.infer4j.testkit.conformance;

import io.infer4j.spi.InferenceEngine;
import io.infer4j.testkit.broken.BrokenLoading;

/** Started again in JVMs of its own, where nobody says which engine it is to run. */
final class LeakSuite extends BrokenSuite {
  @Override
  protected InferenceEngine engine() {
    return new BrokenLoading.Leaks();
  }
}
