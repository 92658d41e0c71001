/** The conformance suite for backends, and assertions on tensors. */
module io.infer4j.testkit {
  requires transitive io.infer4j;
  requires transitive org.assertj.core;
  requires transitive org.junit.jupiter.api;
  requires java.management;
  requires jdk.management;
  requires static org.jspecify;

  exports io.infer4j.testkit;
  exports io.infer4j.testkit.conformance;

  // JUnit calls the rules by reflection.
  opens io.infer4j.testkit.conformance to
      org.junit.platform.commons;
}
