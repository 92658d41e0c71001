package io.infer4j.rally.output;

import java.util.List;

/**
 * What is known of a run before its first frame.
 *
 * @param video the name of the video: a file's, or what else it comes from
 * @param framesPerSecond as the video states it; 0 if it does not
 * @param engine what computes
 * @param engineVersion the version of its runtime
 * @param variant which of the bundle's variants
 * @param threads of the engine; 0 for its own choice
 * @param nearHand {@code right} or {@code left}
 * @param farHand the other player's
 * @param labels the names of the fine labels
 */
public record RallyRun(
    String video,
    double framesPerSecond,
    String engine,
    String engineVersion,
    String variant,
    int threads,
    String nearHand,
    String farHand,
    List<String> labels) {
  /** Copies the labels. */
  public RallyRun {
    labels = List.copyOf(labels);
  }
}
