package io.infer4j.testkit.conformance;

import org.opentest4j.TestAbortedException;

/** A rule that does not apply, and why. */
final class Skip extends TestAbortedException {
  private static final long serialVersionUID = 1L;

  Skip(String reason) {
    super(reason);
  }
}
