package io.infer4j.image;

/**
 * One axis of a resize: {@code source} pixels become {@code scaled}, of which a range is needed.
 */
final class Axis {
  final int source;
  final int scaled;

  /** The first pixel needed of the scaled ones. */
  final int from;

  /** How many of them are needed. */
  final int count;

  /** Where the first needed one lies on the target. */
  final int at;

  /**
   * @param at where on the target the first scaled pixel would lie, negative where it is cut away
   */
  Axis(int source, int scaled, int at, int target) {
    this.source = source;
    this.scaled = scaled;
    this.from = Math.max(0, -at);
    this.at = Math.max(0, at);
    this.count = Math.min(scaled - from, target - this.at);
  }
}
