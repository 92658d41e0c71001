/**
 * What a backend implements: {@link io.infer4j.spi.InferenceEngine}, found by {@link
 * java.util.ServiceLoader}, which loads a {@link io.infer4j.spi.RuntimeModel}, which gives {@link
 * io.infer4j.spi.RuntimeBinding}s. Core stands between these and the application: it has checked
 * every argument and guards the life cycle before a backend is called.
 */
@NullMarked
package io.infer4j.spi;

import org.jspecify.annotations.NullMarked;
