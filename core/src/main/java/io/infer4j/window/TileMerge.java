package io.infer4j.window;

import java.util.Arrays;
import java.util.Objects;

/**
 * Makes one detection of those that overlapping tiles give for the same object, as SAHI's
 * postprocessing does. SAHI's defaults: {@link Method#GREEDY_NMM}, {@link OverlapMetric#IOS},
 * threshold 0.5, each class by itself.
 *
 * <pre>{@code
 * Detections merged = new Detections();
 * new TileMerge().merge(found, merged);
 * }</pre>
 *
 * <p>Two boxes match where their overlap is at least the threshold. Boxes are visited by score, the
 * highest first; equal scores by x1, then y1, x2, y2, the smaller first, then in the order given.
 * In that order the results stand. A box with {@code x2 <= x1} or {@code y2 <= y1} has no area and
 * matches none.
 *
 * <p>A merged detection has the smallest box around its parts, their highest score, and the class
 * of the part that has it (of the last such part, as in SAHI). A part is merged only if it matches
 * the box as it has grown so far, else it is dropped. Parts are merged in the order of their visit,
 * those that a box takes in {@link Method#NMM} in the order given.
 *
 * <p>Time is O(n²) at worst, a few operations for each pair. Holds its workspace, so that calls
 * again and again allocate nothing once it is large enough; for one thread at a time.
 */
public final class TileMerge {
  /** What becomes of boxes that match. */
  public enum Method {
    /** Non-maximum suppression: the highest score stays as it is, the others are dropped. */
    NMS,

    /**
     * Non-maximum merging: a box takes all lower-scored ones that it matches, those take what they
     * match, and so on. Boxes of equal score take each other only if they are the same.
     */
    NMM,

    /** Greedy non-maximum merging: a box takes the ones that it matches itself, and no others. */
    GREEDY_NMM
  }

  private static final int FREE = -1;

  private final Method method;
  private final OverlapMetric metric;
  private final float threshold;
  private final boolean classAgnostic;

  private int[] order = new int[0];
  private int[] spare = new int[0];

  /** The box that took this one, itself for one that stays; or FREE. */
  private int[] taker = new int[0];

  /** The parts of each box that stays, in the order in which they were taken, as linked lists. */
  private int[] nextPart = new int[0];

  private int[] lastPart = new int[0];

  /** SAHI's default way of merging. */
  public TileMerge() {
    this(Method.GREEDY_NMM, OverlapMetric.IOS, 0.5, false);
  }

  /**
   * Another way of merging.
   *
   * @param threshold above 0, at most 1
   * @param classAgnostic whether boxes of different classes may match
   * @throws IllegalArgumentException if the threshold is not in that range
   */
  public TileMerge(Method method, OverlapMetric metric, double threshold, boolean classAgnostic) {
    this.method = Objects.requireNonNull(method, "method");
    this.metric = Objects.requireNonNull(metric, "metric");
    if (!(threshold > 0 && threshold <= 1)) {
      throw new IllegalArgumentException(
          "expected a threshold above 0 and at most 1, got " + threshold);
    }
    this.threshold = (float) threshold;
    this.classAgnostic = classAgnostic;
  }

  /**
   * Merges detections of the whole image.
   *
   * @param found in image coordinates, see {@link Detections#addInTile}; not changed
   * @param merged is cleared and filled
   * @throws IllegalArgumentException if both are the same
   */
  public void merge(Detections found, Detections merged) {
    Objects.requireNonNull(found, "found");
    Objects.requireNonNull(merged, "merged");
    if (found == merged) {
      throw new IllegalArgumentException("expected two different lists, got the same one twice");
    }
    int count = found.count();
    merged.clear();
    reserve(count);
    sort(found);
    take(found);
    for (int i = 0; i < count; i++) {
      int box = order[i];
      if (taker[box] == box) {
        addMerged(found, box, merged);
      }
    }
  }

  private void reserve(int count) {
    if (order.length < count) {
      order = new int[count];
      spare = new int[count];
      taker = new int[count];
      nextPart = new int[count];
      lastPart = new int[count];
    }
    for (int i = 0; i < count; i++) {
      order[i] = i;
      nextPart[i] = FREE;
      lastPart[i] = i;
    }
    Arrays.fill(taker, 0, count, FREE);
  }

  /** A merge sort from the bottom up: stable, and without boxed indices. */
  private void sort(Detections found) {
    int count = found.count();
    for (int width = 1; width < count && width > 0; width *= 2) {
      for (int from = 0; from < count; from += 2 * width) {
        int middle = Math.min(from + width, count);
        int to = Math.min(middle + width, count);
        int left = from;
        int right = middle;
        for (int i = from; i < to; i++) {
          boolean takeRight =
              left == middle || (right < to && compare(found, order[right], order[left]) < 0);
          spare[i] = takeRight ? order[right++] : order[left++];
        }
      }
      int[] sorted = spare;
      spare = order;
      order = sorted;
    }
  }

  private static int compare(Detections found, int a, int b) {
    float scoreA = found.score(a);
    float scoreB = found.score(b);
    // Not Float.compare, to which -0 and 0 differ.
    return scoreA > scoreB ? -1 : scoreA < scoreB ? 1 : compareBoxes(found, a, b);
  }

  private static int compareBoxes(Detections found, int a, int b) {
    if (found.x1(a) != found.x1(b)) {
      return found.x1(a) < found.x1(b) ? -1 : 1;
    }
    if (found.y1(a) != found.y1(b)) {
      return found.y1(a) < found.y1(b) ? -1 : 1;
    }
    if (found.x2(a) != found.x2(b)) {
      return found.x2(a) < found.x2(b) ? -1 : 1;
    }
    return found.y2(a) == found.y2(b) ? 0 : found.y2(a) < found.y2(b) ? -1 : 1;
  }

  private void take(Detections found) {
    int count = found.count();
    for (int i = 0; i < count; i++) {
      int box = order[i];
      if (taker[box] == FREE) {
        taker[box] = box;
      } else if (method != Method.NMM) {
        continue;
      }
      int keeper = taker[box];
      if (method == Method.NMM) {
        // SAHI collects these in the order given, which decides how the box grows.
        for (int other = 0; other < count; other++) {
          if (taker[other] == FREE && mayTake(found, box, other) && matches(found, box, other)) {
            append(keeper, other);
          }
        }
      } else {
        for (int j = i + 1; j < count; j++) {
          int other = order[j];
          if (taker[other] == FREE && matches(found, box, other)) {
            append(keeper, other);
          }
        }
      }
    }
  }

  private static boolean mayTake(Detections found, int box, int other) {
    return found.score(other) < found.score(box)
        || (found.score(other) == found.score(box) && compareBoxes(found, other, box) == 0);
  }

  private void append(int keeper, int part) {
    taker[part] = keeper;
    nextPart[lastPart[keeper]] = part;
    lastPart[keeper] = part;
  }

  private boolean matches(Detections found, int a, int b) {
    return (classAgnostic || found.classId(a) == found.classId(b))
        && overlap(
                found.x1(a),
                found.y1(a),
                found.x2(a),
                found.y2(a),
                found.x1(b),
                found.y1(b),
                found.x2(b),
                found.y2(b))
            >= threshold;
  }

  private float overlap(
      float ax1, float ay1, float ax2, float ay2, float bx1, float by1, float bx2, float by2) {
    float width = Math.min(ax2, bx2) - Math.max(ax1, bx1);
    float height = Math.min(ay2, by2) - Math.max(ay1, by1);
    if (!(width > 0 && height > 0 && ax2 > ax1 && ay2 > ay1 && bx2 > bx1 && by2 > by1)) {
      return 0;
    }
    float inter = width * height;
    float areaA = (ax2 - ax1) * (ay2 - ay1);
    float areaB = (bx2 - bx1) * (by2 - by1);
    float whole = metric == OverlapMetric.IOU ? areaA + areaB - inter : Math.min(areaA, areaB);
    return whole > 0 ? inter / whole : 0;
  }

  private void addMerged(Detections found, int keeper, Detections merged) {
    float x1 = found.x1(keeper);
    float y1 = found.y1(keeper);
    float x2 = found.x2(keeper);
    float y2 = found.y2(keeper);
    float score = found.score(keeper);
    int classId = found.classId(keeper);
    if (method != Method.NMS) {
      for (int part = nextPart[keeper]; part != FREE; part = nextPart[part]) {
        float left = found.x1(part);
        float top = found.y1(part);
        float right = found.x2(part);
        float bottom = found.y2(part);
        if (overlap(x1, y1, x2, y2, left, top, right, bottom) >= threshold) {
          x1 = Math.min(x1, left);
          y1 = Math.min(y1, top);
          x2 = Math.max(x2, right);
          y2 = Math.max(y2, bottom);
          if (!(score > found.score(part))) {
            classId = found.classId(part);
          }
        }
      }
    }
    merged.add(x1, y1, x2, y2, score, classId);
  }

  /** For instance {@code GREEDY_NMM by IOS >= 0.5}. */
  @Override
  public String toString() {
    return method + " by " + metric + " >= " + threshold + (classAgnostic ? ", any class" : "");
  }
}
