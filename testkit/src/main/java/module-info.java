/** Assertions on tensors, for tests of backends and of applications. */
module io.infer4j.testkit {
  requires transitive io.infer4j;
  requires transitive org.assertj.core;
  requires static org.jspecify;

  exports io.infer4j.testkit;
}
