package io.infer4j.nms;

/**
 * Soft suppression: the best stays, and all others lose score by their overlap with it, again and
 * again. A shape that does not intersect the best loses nothing, so only its neighbours are looked
 * at; the order in which those are does not matter, as each is multiplied once.
 */
final class Soft implements Rule {
  /** Below every score that may stay, and so the last in the queue. */
  private static final float DROPPED = -1;

  private final Decay decay;
  private final float minScore;

  // A binary heap of positions, best first, and where each position is in it.
  private int[] heap = new int[0];
  private int[] place = new int[0];
  private int size;

  Soft(Decay decay, float minScore) {
    this.decay = decay;
    this.minScore = minScore;
  }

  @Override
  public void judge(Shapes shapes, Grid grid, int from, int to) {
    grid.reset(shapes, from, to);
    fill(shapes, grid, from, to);
    while (size > 0) {
      int best = heap[0];
      shapes.kept[best] = true;
      pop(shapes);
      int count = grid.near(best);
      for (int n = 0; n < count; n++) {
        int p = grid.found[n];
        if (!shapes.kept[p] && shapes.score[p] >= 0) {
          float weight = decay.of(shapes.iou(best, p));
          if (weight != 1) {
            lower(shapes, p, shapes.score[p] * weight);
          }
        }
      }
      if (size > 0 && shapes.score[heap[0]] < 0) {
        size = 0; // What is left has been dropped.
      }
    }
  }

  private void fill(Shapes shapes, Grid grid, int from, int to) {
    if (place.length < to) {
      heap = new int[to];
      place = new int[to];
    }
    size = 0;
    for (int p = from; p < to; p++) {
      shapes.kept[p] = false;
      if (shapes.score[p] >= minScore) { // Not so for NaN.
        grid.add(p);
        place[p] = size;
        heap[size++] = p; // In descending order, a heap already.
      }
    }
  }

  private void lower(Shapes shapes, int p, float score) {
    shapes.score[p] = score >= minScore ? score : DROPPED;
    sink(shapes, p, place[p]);
  }

  private void pop(Shapes shapes) {
    int last = heap[--size];
    if (size > 0) {
      sink(shapes, last, 0);
    }
  }

  /** Puts a position at a place of the heap or, while a child is better, below. */
  private void sink(Shapes shapes, int p, int at) {
    int hole = at;
    for (int child = 2 * hole + 1; child < size; child = 2 * hole + 1) {
      if (child + 1 < size && better(shapes, heap[child + 1], heap[child])) {
        child++;
      }
      if (better(shapes, p, heap[child])) {
        break;
      }
      heap[hole] = heap[child];
      place[heap[hole]] = hole;
      hole = child;
    }
    heap[hole] = p;
    place[p] = hole;
  }

  private static boolean better(Shapes shapes, int p, int q) {
    float a = shapes.score[p];
    float b = shapes.score[q];
    return a > b || (a == b && shapes.item[p] < shapes.item[q]);
  }
}
