/** Assertions on tensors, for tests of backends and of applications. */
@NullMarked
package io.infer4j.testkit;

import org.jspecify.annotations.NullMarked;
