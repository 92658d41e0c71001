package io.infer4j.score;

import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Softmax, sigmoid, argmax and top-k over arrays, buffers and any axis of a shape. Thread-safe, as
 * far as nobody else writes to the same memory.
 *
 * <p>A buffer counts from its position to its limit, which stay as they are; indices count from the
 * position. Where there is a target, it may be the source itself or memory apart from it. Given an
 * axis and a shape, the data is row-major and each lane along that axis is treated by itself; -1 is
 * the last axis. Nothing is allocated but the results that are returned, and a small view for an
 * array or an axis.
 *
 * <p>Exponentials and sums are computed in {@code double} and rounded once. NaN is treated as NumPy
 * and PyTorch do: it is the largest of all scores for {@code argmax} and {@code topK}, the first of
 * several; it makes all of its lane NaN in {@code softmax}.
 */
public final class Scores {
  private Scores() {}

  // ---- argmax

  /**
   * The index of the largest score, the first of equals; the first NaN if there is one (as {@code
   * numpy.argmax}).
   *
   * @throws IllegalArgumentException if there are none
   */
  public static int argmax(float[] scores) {
    return argmax(wrap(scores));
  }

  /** See {@link #argmax(float[])}. */
  public static int argmax(FloatBuffer scores) {
    return argmax(scores, Lanes.of(scores), 0);
  }

  /**
   * The {@link #argmax(float[])} of each lane, in row-major order: as many as the shape has without
   * that axis.
   *
   * @throws IllegalArgumentException if the shape does not fit the scores, or the lanes are empty
   */
  public static int[] argmax(FloatBuffer scores, int axis, long... shape) {
    int[] result = new int[Lanes.of(scores, axis, shape).count];
    argmax(scores, result, axis, shape);
    return result;
  }

  /**
   * As {@link #argmax(FloatBuffer, int, long...)}, into an array of at least that length.
   *
   * @throws IllegalArgumentException also if the target is too short
   */
  public static void argmax(FloatBuffer scores, int[] target, int axis, long... shape) {
    Lanes lanes = Lanes.of(scores, axis, shape);
    checkTarget(target, lanes.count);
    for (int lane = 0; lane < lanes.count; lane++) {
      target[lane] = argmax(scores, lanes, lane);
    }
  }

  private static int argmax(FloatBuffer scores, Lanes lanes, int lane) {
    if (lanes.length == 0) {
      throw new IllegalArgumentException("expected at least one score, got none");
    }
    int start = scores.position() + lanes.start(lane);
    int best = 0;
    float largest = scores.get(start);
    for (int i = 1; i < lanes.length; i++) {
      float score = scores.get(start + i * lanes.stride);
      if (larger(score, largest)) {
        best = i;
        largest = score;
      }
    }
    return best;
  }

  // ---- top-k

  /**
   * The indices of the k largest scores, largest first; of equals, the lower index is first; NaN is
   * larger than all (as in {@code torch.topk}).
   *
   * @throws IllegalArgumentException if k is not from 1 to the number of scores
   */
  public static int[] topK(float[] scores, int k) {
    return topK(wrap(scores), k);
  }

  /** See {@link #topK(float[], int)}. */
  public static int[] topK(FloatBuffer scores, int k) {
    Lanes lanes = Lanes.of(scores);
    checkK(k, lanes);
    int[] result = new int[k];
    topK(scores, k, result);
    return result;
  }

  /** As {@link #topK(float[], int)}, into an array of at least k. */
  public static void topK(FloatBuffer scores, int k, int[] target) {
    Lanes lanes = Lanes.of(scores);
    checkK(k, lanes);
    checkTarget(target, k);
    topK(scores, lanes, 0, k, target);
  }

  /**
   * The {@link #topK(float[], int)} of each lane, k for the first lane, then k for the second and
   * so on, the lanes in row-major order.
   *
   * @throws IllegalArgumentException if the shape does not fit the scores, k the axis, or all
   *     results an array
   */
  public static int[] topK(FloatBuffer scores, int k, int axis, long... shape) {
    Lanes lanes = Lanes.of(scores, axis, shape);
    checkK(k, lanes);
    // As k is at most the length of a lane, there are no more results than scores.
    int[] result = new int[lanes.count * k];
    for (int lane = 0; lane < lanes.count; lane++) {
      topK(scores, lanes, lane, k, result);
    }
    return result;
  }

  /** Keeps the best so far in order: an index is put where it belongs, and the last falls off. */
  private static void topK(FloatBuffer scores, Lanes lanes, int lane, int k, int[] target) {
    int start = scores.position() + lanes.start(lane);
    int first = lane * k;
    int size = 0;
    for (int i = 0; i < lanes.length; i++) {
      float score = scores.get(start + i * lanes.stride);
      if (size == k && !larger(score, scores.get(start + target[first + k - 1] * lanes.stride))) {
        continue;
      }
      int low = 0;
      int high = size;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (larger(score, scores.get(start + target[first + middle] * lanes.stride))) {
          high = middle;
        } else {
          low = middle + 1;
        }
      }
      size = Math.min(k, size + 1);
      System.arraycopy(target, first + low, target, first + low + 1, size - 1 - low);
      target[first + low] = i;
    }
  }

  /** Whether a beats b that comes before it: NaN beats every number. */
  private static boolean larger(float a, float b) {
    return a > b || (Float.isNaN(a) && !Float.isNaN(b));
  }

  // ---- softmax

  /**
   * Replaces the scores by exp(score) / sum of exp(scores), without overflow: they add up to 1.
   * With a NaN or a positive infinity among them, or nothing but negative infinity, all become NaN,
   * as in PyTorch.
   */
  public static void softmax(float[] scores) {
    softmax(wrap(scores));
  }

  /** See {@link #softmax(float[])}. */
  public static void softmax(FloatBuffer scores) {
    softmax(scores, scores);
  }

  /**
   * As {@link #softmax(float[])}, into a target.
   *
   * @throws IllegalArgumentException if the target has less room than there are scores
   */
  public static void softmax(FloatBuffer scores, FloatBuffer target) {
    softmax(scores, target, Lanes.of(scores));
  }

  /**
   * As {@link #softmax(float[])} for each lane, into a target of the same shape.
   *
   * @throws IllegalArgumentException if the shape does not fit the scores or the target
   */
  public static void softmax(FloatBuffer scores, FloatBuffer target, int axis, long... shape) {
    softmax(scores, target, Lanes.of(scores, axis, shape));
  }

  private static void softmax(FloatBuffer scores, FloatBuffer target, Lanes lanes) {
    checkTarget(scores, target);
    for (int lane = 0; lane < lanes.count && lanes.length > 0; lane++) {
      int from = scores.position() + lanes.start(lane);
      int to = target.position() + lanes.start(lane);
      float largest = scores.get(from + argmax(scores, lanes, lane) * lanes.stride);
      // Twice the exponentials, so that each is rounded once and nothing is allocated.
      double sum = 0;
      for (int i = 0; i < lanes.length; i++) {
        sum += Math.exp((double) scores.get(from + i * lanes.stride) - largest);
      }
      for (int i = 0; i < lanes.length; i++) {
        double exp = Math.exp((double) scores.get(from + i * lanes.stride) - largest);
        target.put(to + i * lanes.stride, (float) (exp / sum));
      }
    }
  }

  // ---- sigmoid

  /** Replaces each score by 1 / (1 + exp(-score)), without overflow; NaN stays NaN. */
  public static void sigmoid(float[] scores) {
    sigmoid(wrap(scores));
  }

  /** See {@link #sigmoid(float[])}. */
  public static void sigmoid(FloatBuffer scores) {
    sigmoid(scores, scores);
  }

  /**
   * As {@link #sigmoid(float[])}, into a target.
   *
   * @throws IllegalArgumentException if the target has less room than there are scores
   */
  public static void sigmoid(FloatBuffer scores, FloatBuffer target) {
    int count = Lanes.of(scores).length;
    checkTarget(scores, target);
    for (int i = 0; i < count; i++) {
      target.put(target.position() + i, sigmoid(scores.get(scores.position() + i)));
    }
  }

  /** 1 / (1 + exp(-score)). */
  public static float sigmoid(float score) {
    // In double, exp of a float overflows to infinity at worst, whose inverse is 0, as it should.
    return (float) (1 / (1 + Math.exp(-(double) score)));
  }

  // ---- the rest

  private static FloatBuffer wrap(float @Nullable [] scores) {
    if (scores == null) {
      throw new IllegalArgumentException("the scores are null, expected an array or a buffer");
    }
    return FloatBuffer.wrap(scores);
  }

  private static void checkK(int k, Lanes lanes) {
    if (k < 1 || k > lanes.length) {
      throw new IllegalArgumentException("expected a k of 1 to " + lanes.length + ", got " + k);
    }
  }

  private static void checkTarget(int @Nullable [] target, int needed) {
    if (target == null || target.length < needed) {
      throw new IllegalArgumentException(
          "expected a target of at least "
              + needed
              + ", got "
              + (target == null ? "null" : target.length));
    }
  }

  private static void checkTarget(FloatBuffer scores, @Nullable FloatBuffer target) {
    if (target == null || target.remaining() < scores.remaining()) {
      throw new IllegalArgumentException(
          "expected a target with room for "
              + scores.remaining()
              + " scores, got "
              + (target == null ? "null" : target.remaining()));
    }
  }
}
