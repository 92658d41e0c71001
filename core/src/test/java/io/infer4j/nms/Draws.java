package io.infer4j.nms;

/** The generator of make_nms_vectors.py, draw for draw. */
final class Draws {
  private long state;

  Draws(long seed) {
    state = seed;
  }

  int below(int n) {
    state = state * 6364136223846793005L + 1442695040888963407L;
    return (int) ((state >>> 33) % n);
  }

  double unit() {
    return below(1 << 24) / (double) (1 << 24);
  }
}
