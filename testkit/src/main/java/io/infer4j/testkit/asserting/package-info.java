/**
 * An engine around another one that watches its caller, see {@link
 * io.infer4j.testkit.asserting.AssertingEngine}.
 */
@NullMarked
package io.infer4j.testkit.asserting;

import org.jspecify.annotations.NullMarked;
