/**
 * Non-maximum suppression: of detections that overlap, the best stay. Boxes ({@link
 * io.infer4j.nms.BoxNms}), segments in time ({@link io.infer4j.nms.SegmentNms}) and frames ({@link
 * io.infer4j.nms.FrameNms}), over primitive arrays; {@link io.infer4j.nms.Nms} has the one-liners.
 *
 * <pre>{@code
 * float[] boxes = {0, 0, 10, 10, 1, 1, 10, 10, 20, 20, 30, 30}; // x1, y1, x2, y2 of each
 * float[] scores = {0.9f, 0.8f, 0.7f};
 * int[] kept = Nms.boxes(boxes, scores, 0.45); // 0 and 2: box 1 overlaps a better one
 *
 * BoxNms nms = BoxNms.softGaussian(0.5, 0.05); // in a loop: one workspace, nothing allocated
 * int count = nms.run(boxes, scores, 3);
 * for (int k = 0; k < count; k++) {
 *   System.out.println("box " + nms.index(k) + " has score " + nms.score(k));
 * }
 * }</pre>
 */
@NullMarked
package io.infer4j.nms;

import org.jspecify.annotations.NullMarked;
