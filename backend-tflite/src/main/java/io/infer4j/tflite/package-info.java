/**
 * TensorFlow Lite behind infer4j. Put the JAR on the class path, and beside it the natives of the
 * platforms that the app runs on: {@code org.bytedeco:tensorflow-lite-platform} has all of the
 * desktop's (on the module path they need {@code --add-modules ALL-MODULE-PATH}); an Android app
 * brings {@code org.tensorflow:tensorflow-lite}. The only public type is the engine, {@link
 * io.infer4j.tflite.TfliteEngine}, and nobody has to touch it.
 */
@NullMarked
package io.infer4j.tflite;

import org.jspecify.annotations.NullMarked;
