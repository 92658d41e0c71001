package io.infer4j.compare;

import io.infer4j.DType;
import io.infer4j.Quantization;

/** The rule by which two elements count as equal. Immutable. */
public final class Tolerance {
  private enum Rule {
    ALLCLOSE("allclose"),
    POLYGRAPHY("polygraphy");

    final String label;

    Rule(String label) {
      this.label = label;
    }
  }

  private final Rule rule;
  private final double atol;
  private final double rtol;

  private Tolerance(Rule rule, double atol, double rtol) {
    if (!(atol >= 0 && atol <= Double.MAX_VALUE && rtol >= 0 && rtol <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "expected finite tolerances of 0 or more, got atol " + atol + ", rtol " + rtol);
    }
    this.rule = rule;
    this.atol = atol;
    this.rtol = rtol;
  }

  /**
   * NumPy's rule: |actual - expected| &lt;= atol + rtol * |expected|. NaN never passes; an infinity
   * only equals itself.
   *
   * @throws IllegalArgumentException if a tolerance is negative or not finite
   */
  public static Tolerance allclose(double atol, double rtol) {
    return new Tolerance(Rule.ALLCLOSE, atol, rtol);
  }

  /**
   * Polygraphy's rule: an element fails only if both |actual - expected| &gt; atol and |actual -
   * expected| / |expected| &gt; rtol. NaN never passes; an infinity only equals itself.
   *
   * @throws IllegalArgumentException if a tolerance is negative or not finite
   */
  public static Tolerance polygraphy(double atol, double rtol) {
    return new Tolerance(Rule.POLYGRAPHY, atol, rtol);
  }

  /**
   * {@link #allclose} with the defaults of PyTorch's {@code torch.testing.assert_close}, a table
   * that allows each floating-point type a few roundings: float16 atol 1e-5, rtol 1e-3; bfloat16
   * 1e-5, 1.6e-2; float32 1e-5, 1.3e-6; float64 1e-7, 1e-7; all others must be equal. Two runtimes
   * add up a large layer in different orders and may need more.
   *
   * @throws IllegalArgumentException for {@link DType#STRING}
   */
  public static Tolerance defaultFor(DType dtype) {
    return switch (dtype) {
      case FLOAT16 -> allclose(1e-5, 1e-3);
      case BFLOAT16 -> allclose(1e-5, 1.6e-2);
      case FLOAT32 -> allclose(1e-5, 1.3e-6);
      case FLOAT64 -> allclose(1e-7, 1e-7);
      case STRING -> throw new IllegalArgumentException("strings have no numeric tolerance");
      default -> allclose(0, 0);
    };
  }

  /**
   * The budget of a quantised result, in steps of its scale (of its largest scale, where they
   * differ by channel): {@link #allclose} with atol = steps * scale. Half a step is what rounding
   * alone can do.
   *
   * @throws IllegalArgumentException if {@code steps} is negative or not finite
   */
  public static Tolerance quantizationSteps(Quantization quantization, double steps) {
    double scale = 0;
    for (int channel = 0; channel < quantization.channels(); channel++) {
      scale = Math.max(scale, Math.abs((double) quantization.scale(channel)));
    }
    return allclose(steps * scale, 0);
  }

  /** Whether a pair counts as equal by this rule; never with a NaN, also if both are. */
  public boolean accepts(double expected, double actual) {
    if (expected == actual) {
      return true;
    }
    double difference = Math.abs(actual - expected);
    if (!(difference <= Double.MAX_VALUE)) {
      return false;
    }
    return rule == Rule.ALLCLOSE
        ? difference <= atol + rtol * Math.abs(expected)
        : difference <= atol || difference / Math.abs(expected) <= rtol;
  }

  /** For instance {@code allclose(atol 1.0E-5, rtol 1.3E-6)}. */
  @Override
  public String toString() {
    return rule.label + "(atol " + atol + ", rtol " + rtol + ")";
  }
}
