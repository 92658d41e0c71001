package io.infer4j.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A way in which the axes of a canonical tensor may lie in a file's tensor.
 *
 * @param axes the canonical axis that each of the file's axes is
 * @param canonicalLayout null where nothing says what the axes are called
 * @param fileLayout null likewise
 */
record AxisChoice(
    List<Integer> axes, Kind kind, @Nullable String canonicalLayout, @Nullable String fileLayout) {

  /** How usual it is. */
  enum Kind {
    /** As they are. */
    SAME,
    /** Between two layouts that frameworks have, such as NCHW and NHWC. */
    CONVENTION,
    /** Any other. */
    ODD
  }

  /** The values of a canonical tensor in the file's order. */
  double[] toFile(double[] canonical, long... canonicalDims) {
    return moved(canonical, canonicalDims, true);
  }

  /** The values of a file's tensor in the canonical order. */
  double[] toCanonical(double[] file, long... canonicalDims) {
    return moved(file, canonicalDims, false);
  }

  /** The file's sizes for canonical ones. */
  long[] fileDims(long... canonicalDims) {
    long[] dims = new long[canonicalDims.length];
    for (int i = 0; i < dims.length; i++) {
      dims[i] = canonicalDims[axes.get(i)];
    }
    return dims;
  }

  private double[] moved(double[] from, long[] canonicalDims, boolean toFile) {
    if (kind == Kind.SAME) {
      return from;
    }
    int rank = canonicalDims.length;
    int[] canonicalStrides = new int[rank];
    int stride = 1;
    for (int i = rank - 1; i >= 0; i--) {
      canonicalStrides[i] = stride;
      stride *= (int) canonicalDims[i];
    }
    long[] dims = fileDims(canonicalDims);
    double[] to = new double[from.length];
    int[] at = new int[rank];
    for (int i = 0; i < to.length; i++) {
      int canonical = 0;
      for (int axis = 0; axis < rank; axis++) {
        canonical += at[axis] * canonicalStrides[axes.get(axis)];
      }
      if (toFile) {
        to[i] = from[canonical];
      } else {
        to[canonical] = from[i];
      }
      for (int axis = rank - 1; axis >= 0 && ++at[axis] == dims[axis]; axis--) {
        at[axis] = 0;
      }
    }
    return to;
  }
}
