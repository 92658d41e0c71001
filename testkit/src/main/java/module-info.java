/** Conformance of backends, an engine in plain Java, fakes, and assertions on tensors. */
module io.infer4j.testkit {
  requires transitive io.infer4j;
  requires transitive org.assertj.core;
  requires static org.jspecify;

  exports io.infer4j.testkit;
  exports io.infer4j.testkit.reference;

  provides io.infer4j.spi.InferenceEngine with
      io.infer4j.testkit.reference.ReferenceEngine;
}
