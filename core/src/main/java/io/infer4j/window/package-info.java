/**
 * Windows over inputs that are larger than what a model takes: in time, in any number of
 * dimensions, as tiles of an image; and results stitched together again.
 *
 * <pre>{@code
 * // Scores of each frame, from windows of 96 frames that overlap by half.
 * WindowPlan plan = Windows.of(96).overlap(48).plan(length);
 * ScoreStitcher stitcher =
 *     new ScoreStitcher(96, 2, Blend.mean(), (frame, scores) -> curve.add(scores[1]));
 * for (int w = 0; w < plan.count(); w++) {
 *   stitcher.add(plan.start(w), clips[w]);
 * }
 * stitcher.finish(plan.frames());
 *
 * // A large image through a model that takes 96 x 96, blended as MONAI does.
 * GridWindows grid = GridWindows.of(96, 96).overlap(0.5).blend(Blend.gaussian());
 * Tensor labels = grid.run(image, Predictor.of(io, "image", "labels"));
 *
 * // Small objects in a large image: detect in tiles, merge at the seams, as SAHI does.
 * TilePlan tiles = Tiles.of(640, 640).overlap(0.2).plan(1920, 1080);
 * for (int tile = 0; tile < tiles.count(); tile++) {
 *   found.addInTile(tiles, tile, x1, y1, x2, y2, score, classId); // what the model finds in it
 * }
 * new TileMerge().merge(found, merged);
 * }</pre>
 *
 * <p>Frames that are pushed one by one are turned into windows by {@link io.infer4j.clip}.
 */
@NullMarked
package io.infer4j.window;

import org.jspecify.annotations.NullMarked;
