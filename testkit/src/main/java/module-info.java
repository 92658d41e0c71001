/** Conformance of backends, an engine in plain Java, fakes, and assertions on tensors. */
module io.infer4j.testkit {
  requires transitive io.infer4j;
  requires transitive org.assertj.core;
  requires transitive org.junit.jupiter.api;
  requires java.management;
  requires jdk.management;
  requires static org.jspecify;

  exports io.infer4j.testkit;
  exports io.infer4j.testkit.asserting;
  exports io.infer4j.testkit.conformance;
  exports io.infer4j.testkit.fake;
  exports io.infer4j.testkit.reference;

  // JUnit calls the rules by reflection.
  opens io.infer4j.testkit.conformance to
      org.junit.platform.commons;

  provides io.infer4j.spi.InferenceEngine with
      io.infer4j.testkit.reference.ReferenceEngine;
}
