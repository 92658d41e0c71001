package io.infer4j.window;

import java.util.Arrays;

/**
 * How the results of overlapping windows become one. Immutable.
 *
 * <p>All arithmetic is in float32, windows in ascending order, whether they come as a stream or all
 * at once, so that both give the same bits.
 */
public final class Blend {
  private static final double SIGMA_SCALE = 0.125;
  private static final float SMALLEST_WEIGHT = 1e-3f;

  private static final Blend MEAN = new Blend(false, 0);
  private static final Blend MAX = new Blend(true, 0);

  private final boolean max;

  /** 0 for equal weights. */
  private final double sigmaScale;

  private Blend(boolean max, double sigmaScale) {
    this.max = max;
    this.sigmaScale = sigmaScale;
  }

  /** The sum of the values divided by their number, as in E2E-Spot, F3Set and MONAI "constant". */
  public static Blend mean() {
    return MEAN;
  }

  /** The greatest value; NaN if one is. */
  public static Blend max() {
    return MAX;
  }

  /** {@link #gaussian(double)} with MONAI's sigma scale, 0.125. */
  public static Blend gaussian() {
    return gaussian(SIGMA_SCALE);
  }

  /**
   * The mean weighted by a Gaussian bell over the window, as MONAI's "gaussian": in each dimension
   * of n elements exp(-(i - (n - 1) / 2)² / (2 sigma²)) with sigma = {@code sigmaScale} * n, the
   * dimensions multiplied, weights below 1e-3 raised to it (or to the smallest weight, if that is
   * more).
   *
   * @throws IllegalArgumentException if {@code sigmaScale} is NaN, infinite, or not above 0
   */
  public static Blend gaussian(double sigmaScale) {
    if (!(sigmaScale > 0 && sigmaScale < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "expected a sigma scale above 0 and finite, got " + sigmaScale);
    }
    return new Blend(false, sigmaScale);
  }

  boolean isMax() {
    return max;
  }

  /** One weight for each element of a window, row-major. */
  float[] weights(int... size) {
    float[] weights = {1};
    for (int n : size) {
      float[] line = line(n);
      float[] product = new float[Math.multiplyExact(weights.length, n)];
      for (int i = 0; i < product.length; i++) {
        product[i] = weights[i / n] * line[i % n];
      }
      weights = product;
    }
    float smallest = SMALLEST_WEIGHT;
    float least = Float.POSITIVE_INFINITY;
    for (float weight : weights) {
      least = Math.min(least, weight);
    }
    smallest = Math.max(smallest, least);
    for (int i = 0; i < weights.length; i++) {
      weights[i] = Math.max(smallest, weights[i]);
    }
    return weights;
  }

  private float[] line(int n) {
    float[] line = new float[n];
    Arrays.fill(line, 1);
    if (sigmaScale > 0) {
      double sigma = sigmaScale * n;
      for (int i = 0; i < n; i++) {
        double x = i - (n - 1) / 2.0;
        // StrictMath, so that the weights are the same bits on every machine.
        line[i] = (float) StrictMath.exp(-x * x / (2 * sigma * sigma));
      }
    }
    return line;
  }

  /** For instance {@code gaussian(0.125)}. */
  @Override
  public String toString() {
    return max ? "max" : sigmaScale == 0 ? "mean" : "gaussian(" + sigmaScale + ")";
  }
}
