/**
 * What an application touches: load a {@link io.infer4j.Model}, run it on {@link
 * io.infer4j.Tensor}s, or bind it once and run it again and again over the same memory.
 *
 * <pre>{@code
 * try (Model model = Model.load(Path.of("digits.onnx"))) {
 *   Tensor scores = model.run(Tensor.of(pixels, 1, 1, 8, 8)).get("scores");
 * }
 * }</pre>
 *
 * <p>The runtime behind it is whichever backend JAR is on the class path; see {@link
 * io.infer4j.InferenceEngines} for how it is found and chosen.
 */
@NullMarked
package io.infer4j;

import org.jspecify.annotations.NullMarked;
