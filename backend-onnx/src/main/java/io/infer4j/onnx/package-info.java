/**
 * ONNX Runtime behind infer4j. Put the JAR on the class path; the only exported type is the engine,
 * {@link io.infer4j.onnx.OnnxEngine}, and nobody has to touch it.
 */
@NullMarked
package io.infer4j.onnx;

import org.jspecify.annotations.NullMarked;
