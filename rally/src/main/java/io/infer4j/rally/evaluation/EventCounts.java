package io.infer4j.rally.evaluation;

/**
 * How many events there are, were spotted, and are both.
 *
 * @param truths events that there are
 * @param spotted events that were spotted
 * @param matched pairs of the two, each event in one pair at most
 */
public record EventCounts(int truths, int spotted, int matched) {
  /** Of nothing. */
  static final EventCounts NONE = new EventCounts(0, 0, 0);

  EventCounts plus(EventCounts other) {
    return new EventCounts(truths + other.truths, spotted + other.spotted, matched + other.matched);
  }

  /** The part of the events spotted that are there; 1 if none was spotted. */
  public double precision() {
    return spotted == 0 ? 1 : matched / (double) spotted;
  }

  /** The part of the events there that were spotted; 1 if there is none. */
  public double recall() {
    return truths == 0 ? 1 : matched / (double) truths;
  }

  /** The harmonic mean of the two; 1 if there is no event and none was spotted. */
  public double f1() {
    return truths + spotted == 0 ? 1 : 2.0 * matched / (truths + spotted);
  }
}
