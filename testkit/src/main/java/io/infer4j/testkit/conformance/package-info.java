/**
 * The rules that every engine keeps: see {@link io.infer4j.testkit.conformance.EngineConformance},
 * which a backend extends.
 */
@NullMarked
package io.infer4j.testkit.conformance;

import org.jspecify.annotations.NullMarked;
