/**
 * An engine in plain Java: a backend to read before writing one, and models to write by hand in
 * tests. See {@link io.infer4j.testkit.reference.ReferenceEngine}, which states the file format.
 *
 * <p>From the outside in: the engine loads a {@code ReferenceModel}, whose text {@code ModelParser}
 * has read into a {@code Graph}; it gives {@code ReferenceBinding}s, which bind each {@code Step}
 * to its operands once and compute the results as often as they are run.
 */
@NullMarked
package io.infer4j.testkit.reference;

import org.jspecify.annotations.NullMarked;
