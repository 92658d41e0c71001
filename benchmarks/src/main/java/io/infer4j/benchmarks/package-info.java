/**
 * infer4j beside the raw runtime and the peer, in one run: {@link
 * io.infer4j.benchmarks.InferenceBenchmark} for single inferences, {@link
 * io.infer4j.benchmarks.ColdStart} for the time to the first one. Each class's Javadoc has its
 * command.
 */
@NullMarked
package io.infer4j.benchmarks;

import org.jspecify.annotations.NullMarked;
