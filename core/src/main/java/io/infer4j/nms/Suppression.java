package io.infer4j.nms;

import org.jspecify.annotations.Nullable;

/** The course of every run: rank the items, judge each class by the rule, rank what is kept. */
final class Suppression {
  /** ActionFormer and OpenTAD add this to the length of a segment, in float32. */
  private static final float EXTRA_LENGTH = 1e-6f;

  private final boolean segments;
  private final Rule rule;
  private final Ranking ranking = new Ranking();
  private final Shapes shapes = new Shapes();
  private final Grid grid;

  private boolean[] kept = new boolean[0];
  private float[] scores = new float[0];
  private int[] compactItems = new int[0];
  private float[] compactScores = new float[0];
  private int size;

  private Suppression(boolean segments, Rule rule) {
    this.segments = segments;
    this.rule = rule;
    this.grid = new Grid(segments);
  }

  static Suppression ofBoxes(Rule rule) {
    return new Suppression(false, rule);
  }

  static Suppression ofSegments(Rule rule) {
    return new Suppression(true, rule);
  }

  int run(float[] coordinates, float[] scores, int @Nullable [] classes, int count) {
    return run(coordinates, scores, classes, count, Float.NEGATIVE_INFINITY);
  }

  int run(float[] coordinates, float[] scores, int @Nullable [] classes, int all, float minScore) {
    reserve(all);
    ranking.byScore(scores, all);
    int count = all;
    while (count > 0 && scores[ranking.item(count - 1)] < minScore) {
      count--;
      kept[ranking.item(count)] = false;
    }
    if (classes != null) {
      ranking.groupBy(classes, count);
    }
    load(coordinates, scores, count);
    for (int from = 0; from < count; ) {
      int to = classes == null ? count : endOfClass(classes, from, count);
      rule.judge(shapes, grid, from, to);
      from = to;
    }
    return collect(count, all);
  }

  int size() {
    return size;
  }

  int index(int k) {
    return compactItems[ranking.item(Check.index(k, size))];
  }

  float score(int k) {
    return compactScores[ranking.item(Check.index(k, size))];
  }

  int[] indices() {
    int[] result = new int[size];
    for (int k = 0; k < size; k++) {
      result[k] = index(k);
    }
    return result;
  }

  float[] scores() {
    float[] result = new float[size];
    for (int k = 0; k < size; k++) {
      result[k] = score(k);
    }
    return result;
  }

  private void load(float[] coordinates, float[] scores, int count) {
    shapes.reserve(count);
    for (int p = 0; p < count; p++) {
      int item = ranking.item(p);
      shapes.item[p] = item;
      shapes.score[p] = scores[item];
      if (segments) {
        shapes.putSegment(p, coordinates, item, EXTRA_LENGTH);
      } else {
        shapes.putBox(p, coordinates, item);
      }
    }
  }

  private int endOfClass(int[] classes, int from, int count) {
    int to = from + 1;
    while (to < count && classes[shapes.item[to]] == classes[shapes.item[from]]) {
      to++;
    }
    return to;
  }

  /** Ranks what is kept by the scores that it has now, over all classes, ties by item. */
  private int collect(int count, int all) {
    for (int p = 0; p < count; p++) {
      kept[shapes.item[p]] = shapes.kept[p];
      scores[shapes.item[p]] = shapes.score[p];
    }
    size = 0;
    for (int item = 0; item < all; item++) {
      if (kept[item]) {
        compactItems[size] = item;
        compactScores[size++] = scores[item];
      }
    }
    ranking.byScore(compactScores, size);
    return size;
  }

  private void reserve(int count) {
    if (kept.length < count) {
      kept = new boolean[count];
      scores = new float[count];
      compactItems = new int[count];
      compactScores = new float[count];
    }
  }
}
