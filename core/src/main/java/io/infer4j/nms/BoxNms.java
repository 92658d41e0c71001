package io.infer4j.nms;

import org.jspecify.annotations.Nullable;

/**
 * Non-maximum suppression of boxes: hard, DIoU, soft or matrix. An instance is a workspace for many
 * runs: once it has seen the largest number of boxes, a run allocates nothing. It holds the result
 * of its latest run. Not thread-safe: one instance a thread.
 *
 * <p>A box is x1, y1, x2, y2, with x1 &lt; x2 and y1 &lt; y2, in any unit. The overlap of two is
 * their IoU, intersection over union, without a {@code + 1}, in float32. Boxes of different classes
 * do not touch each other where {@code run} is given classes; each class is judged by itself (no
 * offset is added to the coordinates).
 *
 * <p>Boxes are judged highest score first, and results are so ordered; of equal scores, the lower
 * index is first. Odd input has a defined result, never an exception or an endless loop:
 *
 * <ul>
 *   <li>A box without an area (x2 &lt;= x1 or y2 &lt;= y1), or with a coordinate that is NaN or
 *       infinite, overlaps nothing: the overlap is 0 or NaN, and NaN counts as none. It is kept if
 *       its score is. (With a negative threshold, {@code hard} follows torchvision to the letter:
 *       an overlap of 0 suppresses, NaN does not.)
 *   <li>A NaN score is the highest in {@code hard} and {@code diou}, as in torchvision; soft and
 *       matrix suppression drop the box, as NaN is not at least {@code minScore}.
 * </ul>
 *
 * <p>Only boxes that intersect are compared: the time grows with their number and hardly more than
 * linearly with that of all boxes.
 */
public final class BoxNms {
  private final Suppression suppression;

  private BoxNms(Rule rule) {
    suppression = Suppression.ofBoxes(rule);
  }

  /**
   * Keeps a box unless a better one that was kept overlaps it by more than the threshold. Indices
   * and their order equal those of {@code torchvision.ops.nms}.
   *
   * @param iouThreshold compared as {@code double} with the float32 overlap, strictly, as
   *     torchvision does: 0.3 and 0.3f differ
   * @throws IllegalArgumentException if it is NaN
   */
  public static BoxNms hard(double iouThreshold) {
    Check.threshold("iouThreshold", iouThreshold);
    return new BoxNms(new Greedy(Greedy.Overlap.IOU, iouThreshold));
  }

  /**
   * As {@link #hard}, with the DIoU in place of the IoU: IoU - d<sup>2</sup> / c<sup>2</sup>,
   * clamped to [-1, 1], where d is the distance of the centres and c the diagonal of the smallest
   * box around both (Zheng et al., "Distance-IoU Loss", 2020). Boxes side by side are more often
   * both kept.
   *
   * @throws IllegalArgumentException if the threshold is NaN
   */
  public static BoxNms diou(double threshold) {
    Check.threshold("threshold", threshold);
    return new BoxNms(new Greedy(Greedy.Overlap.DIOU, threshold));
  }

  /**
   * Soft-NMS (Bodla et al., 2017; as in mmcv), linear: a kept box lowers the score of each box that
   * is left and that it overlaps by at least the threshold to score * (1 - IoU). The next is the
   * highest score left. (mmcv swaps boxes as it goes, so that ties may come in another order there,
   * and it keeps the very first box whatever its score.)
   *
   * @param iouThreshold compared in float32
   * @param minScore a box is dropped as soon as its score is below; 0 keeps all but negative scores
   * @throws IllegalArgumentException if the threshold is NaN, or {@code minScore} negative or NaN
   */
  public static BoxNms softLinear(double iouThreshold, double minScore) {
    Check.threshold("iouThreshold", iouThreshold);
    return new BoxNms(new Soft(Decay.linear(iouThreshold), Check.minScore(minScore)));
  }

  /**
   * As {@link #softLinear}, but every overlap lowers a score, to score *
   * exp(-IoU<sup>2</sup>/sigma); there is no threshold.
   *
   * @param sigma above 0; 0.5 is usual, less is harsher
   * @param minScore a box is dropped as soon as its score is below
   * @throws IllegalArgumentException if {@code sigma} is not above 0 and finite, or {@code
   *     minScore} negative or NaN
   */
  public static BoxNms softGaussian(double sigma, double minScore) {
    return new BoxNms(new Soft(Decay.gaussian(Check.sigma(sigma)), Check.minScore(minScore)));
  }

  /**
   * Matrix NMS (Wang et al., "SOLOv2", 2020) over boxes, linear: the score of box j is multiplied
   * by the least (1 - IoU<sub>ij</sub>) / (1 - c<sub>i</sub>) of all better boxes i, where
   * c<sub>i</sub> is the largest IoU of i with a box better than i. 0 / 0 counts as 0.
   *
   * @param minScore the score that a box must then have
   * @throws IllegalArgumentException if {@code minScore} is negative or NaN
   */
  public static BoxNms matrixLinear(double minScore) {
    return new BoxNms(Matrix.linear(Check.minScore(minScore)));
  }

  /**
   * As {@link #matrixLinear} with the factor exp(-sigma * IoU<sub>ij</sub><sup>2</sup>) /
   * exp(-sigma * c<sub>i</sub><sup>2</sup>).
   *
   * @param sigma above 0; SOLOv2 uses 2; more is harsher (it multiplies here)
   * @param minScore the score that a box must then have
   * @throws IllegalArgumentException if {@code sigma} is not above 0 and finite, or {@code
   *     minScore} negative or NaN
   */
  public static BoxNms matrixGaussian(double sigma, double minScore) {
    return new BoxNms(Matrix.gaussian(Check.sigma(sigma), Check.minScore(minScore)));
  }

  /**
   * Judges the first {@code count} boxes, all as of one class.
   *
   * @param boxes x1, y1, x2, y2 of each; at least 4 * count long; not changed
   * @param scores at least {@code count} long; not changed
   * @return how many are kept: {@link #index} and {@link #score} tell which
   * @throws IllegalArgumentException if an array is null or too short, or {@code count} negative
   */
  public int run(float[] boxes, float[] scores, int count) {
    return check(boxes, scores, count).run(boxes, scores, null, count);
  }

  /**
   * Judges the first {@code count} boxes, each class by itself.
   *
   * @param classes at least {@code count} long, any values; not changed
   * @see #run(float[], float[], int)
   */
  public int run(float[] boxes, float[] scores, int[] classes, int count) {
    check(boxes, scores, count);
    Check.holds("classes", classes, classes == null ? 0 : classes.length, 1, count);
    return suppression.run(boxes, scores, classes, count);
  }

  /**
   * Judges those of the first {@code count} boxes whose score is at least {@code minScore}, each
   * class by itself; the others are as if they were not there. A NaN score is not below.
   *
   * @see #run(float[], float[], int[], int)
   */
  public int run(float[] boxes, float[] scores, int[] classes, int count, float minScore) {
    check(boxes, scores, count);
    Check.holds("classes", classes, classes == null ? 0 : classes.length, 1, count);
    return suppression.run(boxes, scores, classes, count, minScore);
  }

  /**
   * Judges those whose score is at least {@code minScore}, all as of one class.
   *
   * @see #run(float[], float[], int[], int, float)
   */
  public int run(float[] boxes, float[] scores, int count, float minScore) {
    return check(boxes, scores, count).run(boxes, scores, null, count, minScore);
  }

  private Suppression check(float @Nullable [] boxes, float @Nullable [] scores, int count) {
    Check.holds("boxes", boxes, boxes == null ? 0 : boxes.length, 4, count);
    Check.holds("scores", scores, scores == null ? 0 : scores.length, 1, count);
    return suppression;
  }

  /** How many boxes the latest run kept; 0 before the first. */
  public int size() {
    return suppression.size();
  }

  /**
   * The index, in the caller's arrays, of the box kept at rank {@code k}, 0 being the best.
   *
   * @throws IndexOutOfBoundsException if {@code k} is not from 0 to {@link #size} - 1
   */
  public int index(int k) {
    return suppression.index(k);
  }

  /**
   * The score of the box kept at rank {@code k}, as lowered by soft or matrix suppression.
   *
   * @throws IndexOutOfBoundsException if {@code k} is not from 0 to {@link #size} - 1
   */
  public float score(int k) {
    return suppression.score(k);
  }

  /** A new array of all indices kept, best first. */
  public int[] indices() {
    return suppression.indices();
  }

  /**
   * A new array of the boxes kept, best first.
   *
   * @param judged the boxes that the latest run was given
   */
  public float[] boxes(float[] judged) {
    float[] boxes = new float[4 * size()];
    for (int k = 0; k < size(); k++) {
      System.arraycopy(judged, 4 * index(k), boxes, 4 * k, 4);
    }
    return boxes;
  }

  /** A new array of the scores of {@link #indices}. */
  public float[] scores() {
    return suppression.scores();
  }
}
