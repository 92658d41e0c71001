package io.infer4j.rally;

import io.infer4j.LoadOptions;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a rally's model is loaded, and when a score is an event. Immutable: each {@code with...}
 * gives a new object.
 */
public final class RallyOptions {
  private static final RallyOptions DEFAULTS = new RallyOptions(LoadOptions.defaults(), null, 0.5f);

  private final LoadOptions load;
  private final @Nullable String variant;
  private final float threshold;

  private RallyOptions(LoadOptions load, @Nullable String variant, float threshold) {
    this.load = load;
    this.variant = variant;
    this.threshold = threshold;
  }

  /** The first variant that an engine here can run, threshold 0.5. */
  public static RallyOptions defaults() {
    return DEFAULTS;
  }

  /** With an engine, a number of threads, and so on. */
  public RallyOptions withLoad(LoadOptions options) {
    return new RallyOptions(Objects.requireNonNull(options, "options"), variant, threshold);
  }

  /** With that variant of the bundle and no other. */
  public RallyOptions withVariant(String name) {
    return new RallyOptions(load, Objects.requireNonNull(name, "name"), threshold);
  }

  /**
   * With another threshold: an event's score must be above it.
   *
   * @throws IllegalArgumentException if it is not within 0 to 1
   */
  public RallyOptions withThreshold(float score) {
    if (!(score >= 0 && score <= 1)) {
      throw new IllegalArgumentException("expected a threshold from 0 to 1, got " + score);
    }
    return new RallyOptions(load, variant, score);
  }

  LoadOptions load() {
    return load;
  }

  @Nullable String variant() {
    return variant;
  }

  float threshold() {
    return threshold;
  }
}
