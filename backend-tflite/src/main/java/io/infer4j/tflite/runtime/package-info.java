/** What the engine asks of a binding of TensorFlow Lite. */
@NullMarked
package io.infer4j.tflite.runtime;

import org.jspecify.annotations.NullMarked;
