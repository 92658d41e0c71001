/**
 * Assertions on tensors, and what tests of native code need: a JVM of its own, resident memory. In
 * the packages below: {@code conformance}, the suite for backends; {@code reference}, an engine in
 * plain Java; {@code fake}, models whose answers a test writes; {@code asserting}, an engine that
 * watches its caller.
 */
@NullMarked
package io.infer4j.testkit;

import org.jspecify.annotations.NullMarked;
