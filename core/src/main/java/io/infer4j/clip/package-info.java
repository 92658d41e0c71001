/**
 * Clips for video models: which frames to take, and frames that are pushed one by one, prepared
 * once each, and run as windows of a bound model.
 *
 * <pre>{@code
 * try (IoBinding io = model.bind()) { // "frame" is [1, 96, 3, 224, 224]
 *   ClipRunner runner = new ClipRunner(io, "frame", ClipLayout.NTCHW, Windows.f3set());
 *   runner.stitch("coarse", Blend.mean(), (frame, scores) -> print(frame, scores[1]));
 *   while (video.next()) {
 *     runner.push(slot -> prepare(video.frame(), slot)); // slot is [3, 224, 224]
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
