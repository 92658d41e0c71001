package io.infer4j.compare;

/** One pass over all pairs of elements. */
final class Differences {
  final int elements;
  int failures;
  int nans;
  double maxAbsolute;
  double meanAbsolute;
  double maxRelative;
  int worst = -1;
  double worstExpected = Double.NaN;
  double worstActual = Double.NaN;

  Differences(double[] expected, double[] actual, Tolerance tolerance) {
    elements = expected.length;
    double sum = 0;
    for (int i = 0; i < elements; i++) {
      double e = expected[i];
      double a = actual[i];
      failures += tolerance.accepts(e, a) ? 0 : 1;
      if (Double.isNaN(e) || Double.isNaN(a)) {
        worst = nans++ == 0 ? i : worst;
        continue;
      }
      // Infinity less itself would be NaN.
      double absolute = e == a ? 0 : Math.abs(a - e);
      sum += absolute;
      if (nans == 0 && (worst < 0 || absolute > maxAbsolute)) {
        worst = i;
      }
      maxAbsolute = Math.max(maxAbsolute, absolute);
      maxRelative = Math.max(maxRelative, relative(absolute, e));
    }
    meanAbsolute = elements == nans ? 0 : sum / (elements - nans);
    if (worst >= 0) {
      worstExpected = expected[worst];
      worstActual = actual[worst];
    }
  }

  private static double relative(double absolute, double expected) {
    if (absolute == 0) {
      return 0;
    }
    return Double.isInfinite(absolute) ? absolute : absolute / Math.abs(expected);
  }
}
