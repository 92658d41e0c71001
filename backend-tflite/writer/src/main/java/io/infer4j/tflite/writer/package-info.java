/**
 * Writes {@code .tflite} files without TensorFlow: the models of tests, fixtures and examples.
 * Start at {@link io.infer4j.tflite.writer.TfliteGraph}.
 */
@NullMarked
package io.infer4j.tflite.writer;

import org.jspecify.annotations.NullMarked;
