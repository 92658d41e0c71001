/**
 * TensorFlow Lite behind infer4j. Depend on it at run time: Maven brings the natives of the machine
 * that resolves it, {@code org.bytedeco:tensorflow-lite-platform} has those of all (on the module
 * path natives need {@code --add-modules ALL-MODULE-PATH}); an Android app brings {@code
 * org.tensorflow:tensorflow-lite}. The only exported type is the engine, {@link
 * io.infer4j.tflite.TfliteEngine}, and nobody has to touch it.
 */
@NullMarked
package io.infer4j.tflite;

import org.jspecify.annotations.NullMarked;
