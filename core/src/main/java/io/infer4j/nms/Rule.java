package io.infer4j.nms;

/** One kind of suppression. May keep memory between calls, so each belongs to one workspace. */
interface Rule {
  /**
   * Sets {@code kept} of the shapes at positions {@code from} to {@code to - 1}, and lowers their
   * scores as the rule says. They come highest score first, NaN before all, ties by item.
   */
  void judge(Shapes shapes, Grid grid, int from, int to);
}
