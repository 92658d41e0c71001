/**
 * Clips for video models: which frames to take, and frames that are pushed one by one, prepared
 * once each, and run as windows of a bound model.
 *
 * <pre>{@code
 * try (IoBinding io = model.bind()) { // "frame" is float32 [1, 96, 3, 224, 224]
 *   ClipRunner runner = new ClipRunner(io, "frame", Layout.NTCHW, Windows.of(96).overlap(48).lead(5));
 *   runner.stitch("coarse", Blend.mean(), (frame, scores) -> curve.add(scores[1]));
 *   for (float[] pixels : video) {
 *     runner.push(slot -> slot.asFloats().put(pixels)); // slot is [3, 224, 224]
 *   }
 *   runner.finish();
 * }
 * }</pre>
 *
 * <p>{@link io.infer4j.clip.ClipStream} is the same without a model: windows go to any function.
 */
@NullMarked
package io.infer4j.clip;

import org.jspecify.annotations.NullMarked;
