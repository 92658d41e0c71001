/**
 * PyTorch behind infer4j. Depend on it at run time: Maven brings the natives of the machine that
 * resolves it, {@code org.bytedeco:pytorch-platform} and {@code org.bytedeco:openblas-platform}
 * have those of all (on the module path natives need {@code --add-modules ALL-MODULE-PATH}); an
 * Android app brings {@code org.pytorch:pytorch_android_lite}. The only exported type is the
 * engine, {@link io.infer4j.torch.TorchEngine}, and nobody has to touch it.
 */
@NullMarked
package io.infer4j.torch;

import org.jspecify.annotations.NullMarked;
