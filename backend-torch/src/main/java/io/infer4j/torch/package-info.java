/**
 * PyTorch behind infer4j. Put the JAR on the class path, and beside it the natives of the platforms
 * that the app runs on: {@code org.bytedeco:pytorch-platform} and {@code
 * org.bytedeco:openblas-platform} have all of the desktop's (on the module path they need {@code
 * --add-modules ALL-MODULE-PATH}); an Android app brings {@code org.pytorch:pytorch_android_lite}.
 * The only public type is the engine, {@link io.infer4j.torch.TorchEngine}, and nobody has to touch
 * it.
 */
@NullMarked
package io.infer4j.torch;

import org.jspecify.annotations.NullMarked;
