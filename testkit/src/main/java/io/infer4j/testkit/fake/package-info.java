/**
 * A model whose answers, failures and delays are written in the test that uses it, see {@link
 * io.infer4j.testkit.fake.FakeModel}.
 */
@NullMarked
package io.infer4j.testkit.fake;

import org.jspecify.annotations.NullMarked;
