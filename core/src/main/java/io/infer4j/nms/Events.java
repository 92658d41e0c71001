package io.infer4j.nms;

import java.util.Arrays;

/** Events by label and frame: which has a higher one near? */
final class Events {
  private final Ranking ranking = new Ranking();
  private boolean[] dropped = new boolean[0];

  // A queue of events whose scores descend: the first is the highest of those still near.
  private int[] queue = new int[0];

  int judge(int[] frames, int[] labels, float[] scores, int count, int window, int[] kept) {
    if (dropped.length < count) {
      dropped = new boolean[count];
      queue = new int[count];
    }
    Arrays.fill(dropped, 0, count, false);
    ranking.byNumber(frames, count);
    ranking.groupBy(labels, count);
    for (int from = 0; from < count; ) {
      int to = from + 1;
      while (to < count && labels[ranking.item(to)] == labels[ranking.item(from)]) {
        to++;
      }
      // Those before suppress on the way forth, those after on the way back.
      sweep(frames, scores, window, from, to, 1);
      sweep(frames, scores, window, to - 1, from - 1, -1);
      from = to;
    }
    int size = 0;
    for (int i = 0; i < count; i++) {
      if (!dropped[i]) {
        kept[size++] = i;
      }
    }
    return size;
  }

  private void sweep(int[] frames, float[] scores, int window, int from, int to, int step) {
    int head = 0;
    int tail = 0;
    int next = from;
    for (int rank = from; rank != to; rank += step) {
      int event = ranking.item(rank);
      for (; frames[ranking.item(next)] != frames[event]; next += step) {
        int passed = ranking.item(next);
        while (tail > head && scores[queue[tail - 1]] <= scores[passed]) {
          tail--;
        }
        if (!Float.isNaN(scores[passed])) {
          queue[tail++] = passed;
        }
      }
      while (head < tail && distance(frames, queue[head], event) > window) {
        head++;
      }
      dropped[event] |= head < tail && scores[queue[head]] > scores[event];
    }
  }

  private static long distance(int[] frames, int a, int b) {
    return Math.abs((long) frames[a] - frames[b]);
  }
}
