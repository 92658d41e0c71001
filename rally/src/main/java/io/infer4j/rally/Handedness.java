package io.infer4j.rally;

/**
 * Which players are left-handed, the model's second input: a swing on one side of the body is a
 * forehand for one and a backhand for the other.
 *
 * @param nearLeft whether the player near the camera is
 * @param farLeft whether the player beyond the net is
 */
public record Handedness(boolean nearLeft, boolean farLeft) {
  /** Both players right-handed. */
  public static final Handedness RIGHT = new Handedness(false, false);
}
