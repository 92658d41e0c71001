/** Engines that are wrong in one way each, to test the conformance suite. */
package io.infer4j.testkit.broken;
