/**
 * Numeric comparison of two results, such as those of two backends; see {@link
 * io.infer4j.compare.Comparison}.
 *
 * <pre>{@code
 * Tensor expected = Tensor.of(new float[] {0.1f, 0.7f, 0.2f}, 1, 3);
 * Tensor actual = Tensor.of(new float[] {0.1f, 0.5f, 0.2f}, 1, 3);
 *
 * Comparison comparison = Comparison.of(expected, actual, Tolerance.allclose(0.01, 0));
 * if (!comparison.passed()) {
 *   System.out.println(comparison); // failed ..., worst at [0, 1]: expected 0.7, actual 0.5
 * }
 * double agreement = comparison.top1Agreement(); // 1: the same class is the best
 * }</pre>
 */
@NullMarked
package io.infer4j.compare;

import org.jspecify.annotations.NullMarked;
