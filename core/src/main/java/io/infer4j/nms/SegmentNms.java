package io.infer4j.nms;

import org.jspecify.annotations.Nullable;

/**
 * Non-maximum suppression of segments in time: hard or soft, with voting if wanted, as ActionFormer
 * and OpenTAD do for temporal action localisation. An instance is a workspace for many runs: once
 * it has seen the largest number of segments, a run allocates nothing. It holds the result of its
 * latest run. Not thread-safe: one instance a thread.
 *
 * <p>A segment is start, end, with start &lt; end, in any unit. The overlap of two is the length of
 * their intersection over that of their union, each segment's own length being end - start + 1e-6,
 * in float32. Order, ties, classes and odd input are as in {@link BoxNms}: a segment without a
 * length, or not finite, overlaps nothing; a NaN score is the highest in {@code hard} and dropped
 * by soft suppression.
 */
public final class SegmentNms {
  private final Suppression suppression;
  private @Nullable Voting voting;
  private float[] borders = new float[0];

  private SegmentNms(Rule rule) {
    suppression = Suppression.ofSegments(rule);
  }

  /**
   * Keeps a segment unless a better one that was kept overlaps it by at least the threshold (boxes:
   * by more than it).
   *
   * @param iouThreshold compared in float32; at 0 or less, everything suppresses everything
   * @throws IllegalArgumentException if it is NaN
   */
  public static SegmentNms hard(double iouThreshold) {
    Check.threshold("iouThreshold", iouThreshold);
    return new SegmentNms(new Greedy(Greedy.Overlap.SEGMENT, iouThreshold));
  }

  /**
   * A kept segment lowers the score of each segment that is left and that it overlaps by at least
   * the threshold to score * (1 - IoU). The next is the highest score left.
   *
   * @param iouThreshold compared in float32
   * @param minScore a segment is dropped as soon as its score is below
   * @throws IllegalArgumentException if the threshold is NaN, or {@code minScore} negative or NaN
   */
  public static SegmentNms softLinear(double iouThreshold, double minScore) {
    Check.threshold("iouThreshold", iouThreshold);
    return new SegmentNms(new Soft(Decay.linear(iouThreshold), Check.minScore(minScore)));
  }

  /**
   * As {@link #softLinear}, but every overlap lowers a score, to score *
   * exp(-IoU<sup>2</sup>/sigma); there is no threshold.
   *
   * @param sigma above 0; ActionFormer's default is 0.5
   * @param minScore a segment is dropped as soon as its score is below
   * @throws IllegalArgumentException if {@code sigma} is not above 0 and finite, or {@code
   *     minScore} negative or NaN
   */
  public static SegmentNms softGaussian(double sigma, double minScore) {
    return new SegmentNms(new Soft(Decay.gaussian(Check.sigma(sigma)), Check.minScore(minScore)));
  }

  /**
   * Has this workspace move the {@link #start} and {@link #end} of each segment kept to the mean of
   * all segments of the input, kept or not, that overlap it by at least the threshold (here without
   * the 1e-6), weighted by their original scores. Only finite scores above 0 have a vote; without
   * votes, a segment stays as it is. As in ActionFormer, classes cannot be told apart.
   *
   * @param iouThreshold above 0, at most 1; ActionFormer's default is 0.75; compared in float32
   * @return this
   * @throws IllegalArgumentException if the threshold is out of range
   */
  public SegmentNms withVoting(double iouThreshold) {
    if (!(iouThreshold > 0 && iouThreshold <= 1)) {
      throw new IllegalArgumentException(
          "iouThreshold must be above 0 and at most 1, got " + iouThreshold);
    }
    voting = new Voting((float) iouThreshold);
    return this;
  }

  /**
   * Judges the first {@code count} segments, all as of one class.
   *
   * @param segments start, end of each; at least 2 * count long; not changed
   * @param scores at least {@code count} long; not changed
   * @return how many are kept: {@link #index}, {@link #score}, {@link #start} and {@link #end} tell
   *     which
   * @throws IllegalArgumentException if an array is null or too short, or {@code count} negative
   */
  public int run(float[] segments, float[] scores, int count) {
    check(segments, scores, count);
    int size = suppression.run(segments, scores, null, count);
    keepBorders(segments, count);
    if (voting != null && size > 0) {
      voting.load(segments, scores, count);
      for (int k = 0; k < size; k++) {
        voting.vote(index(k), borders, 2 * k);
      }
    }
    return size;
  }

  /**
   * Judges the first {@code count} segments, each class by itself.
   *
   * @param classes at least {@code count} long, any values; not changed
   * @throws IllegalArgumentException as {@link #run(float[], float[], int)}, and if this workspace
   *     votes
   */
  public int run(float[] segments, float[] scores, int[] classes, int count) {
    if (voting != null) {
      throw new IllegalArgumentException(
          "voting cannot tell classes apart, but classes were given: run without one of the two");
    }
    check(segments, scores, count);
    Check.holds("classes", classes, classes == null ? 0 : classes.length, 1, count);
    suppression.run(segments, scores, classes, count);
    keepBorders(segments, count);
    return size();
  }

  private static void check(float @Nullable [] segments, float @Nullable [] scores, int count) {
    Check.holds("segments", segments, segments == null ? 0 : segments.length, 2, count);
    Check.holds("scores", scores, scores == null ? 0 : scores.length, 1, count);
  }

  private void keepBorders(float[] segments, int count) {
    if (borders.length < 2 * count) {
      borders = new float[2 * count];
    }
    for (int k = 0; k < size(); k++) {
      borders[2 * k] = segments[2 * index(k)];
      borders[2 * k + 1] = segments[2 * index(k) + 1];
    }
  }

  /** How many segments the latest run kept; 0 before the first. */
  public int size() {
    return suppression.size();
  }

  /**
   * The index, in the caller's arrays, of the segment kept at rank {@code k}, 0 being the best.
   *
   * @throws IndexOutOfBoundsException if {@code k} is not from 0 to {@link #size} - 1
   */
  public int index(int k) {
    return suppression.index(k);
  }

  /** The score of the segment kept at rank {@code k}, as lowered by soft suppression. */
  public float score(int k) {
    return suppression.score(k);
  }

  /** The start of the segment kept at rank {@code k}, as moved by voting. */
  public float start(int k) {
    return borders[2 * Check.index(k, size())];
  }

  /** The end of the segment kept at rank {@code k}, as moved by voting. */
  public float end(int k) {
    return borders[2 * Check.index(k, size()) + 1];
  }

  /** A new array of all indices kept, best first. */
  public int[] indices() {
    return suppression.indices();
  }

  /** A new array of the scores of {@link #indices}. */
  public float[] scores() {
    return suppression.scores();
  }
}
