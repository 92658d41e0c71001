package io.infer4j.nms;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The definitions, pair by pair: slow and obvious. A class of null is one class for all. */
final class Oracle {
  private Oracle() {}

  record Kept(int index, float score) {}

  interface Overlap {
    float of(int i, int j);
  }

  interface Test {
    boolean suppresses(float overlap);
  }

  interface Weight {
    float of(float overlap);
  }

  static Overlap iou(float[] b) {
    return (i, j) -> {
      float w = Math.min(b[4 * i + 2], b[4 * j + 2]) - Math.max(b[4 * i], b[4 * j]);
      float h = Math.min(b[4 * i + 3], b[4 * j + 3]) - Math.max(b[4 * i + 1], b[4 * j + 1]);
      float inter = Math.max(0, w) * Math.max(0, h);
      float a = (b[4 * i + 2] - b[4 * i]) * (b[4 * i + 3] - b[4 * i + 1]);
      float c = (b[4 * j + 2] - b[4 * j]) * (b[4 * j + 3] - b[4 * j + 1]);
      return inter / (a + c - inter);
    };
  }

  static Overlap segmentIou(float[] s) {
    return (i, j) -> {
      float w = Math.min(s[2 * i + 1], s[2 * j + 1]) - Math.max(s[2 * i], s[2 * j]);
      float inter = Math.max(0, w);
      float a = s[2 * i + 1] - s[2 * i] + 1e-6f;
      float c = s[2 * j + 1] - s[2 * j] + 1e-6f;
      return inter / (a + c - inter);
    };
  }

  static int[] hard(Overlap overlap, Test test, float[] scores, int[] classes) {
    List<Integer> kept = new ArrayList<>();
    for (int i : ranked(scores)) {
      boolean stays = true;
      for (int k : kept) {
        stays &= !sameClass(classes, k, i) || !test.suppresses(overlap.of(k, i));
      }
      if (stays) {
        kept.add(i);
      }
    }
    return kept.stream().mapToInt(i -> i).toArray();
  }

  static List<Kept> soft(
      Overlap overlap, Weight weight, float minScore, float[] scores, int[] classes) {
    float[] s = scores.clone();
    List<Integer> left = new ArrayList<>();
    for (int i = 0; i < s.length; i++) {
      left.add(i);
    }
    List<Kept> kept = new ArrayList<>();
    for (; ; ) {
      left.removeIf(i -> !(s[i] >= minScore));
      if (left.isEmpty()) {
        return sorted(kept);
      }
      int best = left.get(0);
      for (int i : left) {
        best = s[i] > s[best] ? i : best;
      }
      kept.add(new Kept(best, s[best]));
      left.remove((Integer) best);
      for (int i : left) {
        float o = overlap.of(best, i);
        if (sameClass(classes, best, i) && o > 0) { // Not so for NaN, which is no overlap.
          s[i] *= weight.of(o);
        }
      }
    }
  }

  static List<Kept> matrix(
      Overlap overlap, double sigma, float minScore, float[] scores, int[] classes) {
    int[] order = ranked(scores).stream().mapToInt(i -> i).toArray();
    float[] compensation = new float[scores.length];
    List<Kept> kept = new ArrayList<>();
    for (int j = 0; j < order.length; j++) {
      double least = 1;
      for (int i = 0; i < j; i++) {
        if (sameClass(classes, order[i], order[j]) && !Float.isNaN(scores[order[i]])) {
          float o = Math.max(0, overlap.of(order[i], order[j]));
          o = Float.isNaN(o) ? 0 : o;
          double c = compensation[i];
          double factor =
              sigma > 0 ? Math.exp(-sigma * o * o) / Math.exp(-sigma * c * c) : (1.0 - o) / (1 - c);
          least = factor < least ? factor : least;
          compensation[j] = Math.max(compensation[j], o);
        }
      }
      float score = scores[order[j]] * (float) least;
      if (score >= minScore) {
        kept.add(new Kept(order[j], score));
      }
    }
    return sorted(kept);
  }

  private static List<Kept> sorted(List<Kept> kept) {
    kept.sort(Comparator.comparingDouble((Kept k) -> -(k.score + 0f)).thenComparing(Kept::index));
    return kept;
  }

  private static boolean sameClass(int[] classes, int i, int j) {
    return classes == null || classes[i] == classes[j];
  }

  /** NaN first, then descending; equal scores (also 0 and -0) in order of index. */
  private static List<Integer> ranked(float[] scores) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < scores.length; i++) {
      order.add(i);
    }
    order.sort(
        (i, j) -> {
          boolean a = Float.isNaN(scores[i]);
          boolean b = Float.isNaN(scores[j]);
          return a || b ? Boolean.compare(b, a) : Float.compare(scores[j] + 0f, scores[i] + 0f);
        });
    return order;
  }
}
