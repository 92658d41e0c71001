package io.infer4j.bundle;

import io.infer4j.Layout;
import io.infer4j.Shape;
import org.jspecify.annotations.Nullable;

/** Which canonical axis each axis of a variant's tensor is. */
final class AxisOrder {
  private final int[] canonicalAxis;
  private final boolean identity;

  private AxisOrder(int[] canonicalAxis) {
    this.canonicalAxis = canonicalAxis;
    boolean same = true;
    for (int i = 0; i < canonicalAxis.length; i++) {
      same &= canonicalAxis[i] == i;
    }
    this.identity = same;
  }

  /** By their letters, which are the same in another order. */
  static AxisOrder between(Layout canonical, Layout variant) {
    return new AxisOrder(canonical.orderTo(variant));
  }

  /** The same order, of any number of axes. */
  static AxisOrder unchanged() {
    return new AxisOrder(new int[0]);
  }

  /** Whether no axis moves. */
  boolean isIdentity() {
    return identity;
  }

  /** The canonical axis of a variant's axis. */
  int canonical(int variantAxis) {
    return identity ? variantAxis : canonicalAxis[variantAxis];
  }

  /** A canonical shape as the variant has it. */
  Shape toVariant(Shape canonical) {
    if (identity || !canonical.hasRank()) {
      return canonical;
    }
    long[] dims = new long[canonicalAxis.length];
    @Nullable String[] names = new String[dims.length];
    for (int i = 0; i < dims.length; i++) {
      dims[i] = canonical.dim(canonicalAxis[i]);
      names[i] = canonical.name(canonicalAxis[i]);
    }
    return Shape.named(dims, names);
  }

  /** A variant's shape as the application sees it. */
  Shape toCanonical(Shape variant) {
    if (identity || !variant.hasRank()) {
      return variant;
    }
    long[] dims = new long[canonicalAxis.length];
    @Nullable String[] names = new String[dims.length];
    for (int i = 0; i < dims.length; i++) {
      dims[canonicalAxis[i]] = variant.dim(i);
      names[canonicalAxis[i]] = variant.name(i);
    }
    return Shape.named(dims, names);
  }
}
