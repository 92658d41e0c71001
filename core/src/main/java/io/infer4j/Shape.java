package io.infer4j;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The dimensions of a tensor, immutable. A dimension is a size (0 and up) or {@link #DYNAMIC}:
 * known only when the model is bound or run; a dynamic dimension may have a name, such as {@code
 * batch}. The rank itself may be unknown, see {@link #hasRank}. A scalar has rank 0.
 */
public final class Shape {
  /** Stands for a dimension whose size is not fixed by the model. */
  public static final long DYNAMIC = -1;

  private static final Shape UNKNOWN = new Shape(new long[0], new String[0], false);

  private final long[] dims;
  private final @Nullable String[] names;
  private final boolean ranked;

  private Shape(long[] dims, @Nullable String[] names, boolean ranked) {
    this.dims = dims;
    this.names = names;
    this.ranked = ranked;
  }

  /**
   * A shape of these dimensions, none for a scalar.
   *
   * @throws IllegalArgumentException if one is below -1
   */
  public static Shape of(long... dims) {
    return named(dims, new String[dims.length]);
  }

  /**
   * A shape whose dynamic dimensions have names.
   *
   * @param names as many as {@code dims}; null or empty where there is none
   * @throws IllegalArgumentException if a dimension is below -1 or the lengths differ
   */
  public static Shape named(long[] dims, @Nullable String[] names) {
    if (dims.length != names.length) {
      throw new IllegalArgumentException(
          "expected a name (or null) for each of " + dims.length + " dims, got " + names.length);
    }
    for (long dim : dims) {
      if (dim < DYNAMIC) {
        throw new IllegalArgumentException(
            "a dimension is 0 or more, or -1 for dynamic, got " + Arrays.toString(dims));
      }
    }
    @Nullable String[] own = names.clone();
    for (int i = 0; i < own.length; i++) {
      String name = own[i];
      if (dims[i] != DYNAMIC || (name != null && name.isEmpty())) {
        own[i] = null;
      }
    }
    return new Shape(dims.clone(), own, true);
  }

  /** The shape of which not even the rank is known before a run. */
  public static Shape unknown() {
    return UNKNOWN;
  }

  /** Whether the number of dimensions is known. */
  public boolean hasRank() {
    return ranked;
  }

  /**
   * The number of dimensions.
   *
   * @throws IllegalStateException if it is not known
   */
  public int rank() {
    if (!ranked) {
      throw new IllegalStateException("this shape's rank is unknown until a run");
    }
    return dims.length;
  }

  /** The size of dimension {@code axis}, {@link #DYNAMIC} where it is not fixed. */
  public long dim(int axis) {
    return dims[axis];
  }

  /** A copy of the dimensions; empty also where the rank is unknown. */
  public long[] dims() {
    return dims.clone();
  }

  /** The name of dynamic dimension {@code axis}, or null. */
  public @Nullable String name(int axis) {
    return names[axis];
  }

  /** Whether the rank and every dimension are known. */
  public boolean isStatic() {
    if (!ranked) {
      return false;
    }
    for (long dim : dims) {
      if (dim == DYNAMIC) {
        return false;
      }
    }
    return true;
  }

  /**
   * The number of elements: the product of the dimensions, 1 for a scalar.
   *
   * @throws IllegalStateException if the shape is not static
   * @throws IllegalArgumentException if the number does not fit in a {@code long}
   */
  public long elements() {
    if (!isStatic()) {
      throw new IllegalStateException("shape " + this + " has no fixed number of elements");
    }
    long elements = 1;
    for (long dim : dims) {
      if (dim == 0) {
        return 0;
      }
    }
    for (long dim : dims) {
      if (elements > Long.MAX_VALUE / dim) {
        throw new IllegalArgumentException("shape " + this + " has more than 2^63-1 elements");
      }
      elements *= dim;
    }
    return elements;
  }

  /**
   * Whether a tensor of shape {@code concrete} may stand where this shape is declared: equal ranks,
   * and equal sizes where this one is not dynamic. An unknown rank accepts every shape.
   */
  public boolean accepts(Shape concrete) {
    if (!ranked) {
      return true;
    }
    if (!concrete.ranked || concrete.dims.length != dims.length) {
      return false;
    }
    for (int i = 0; i < dims.length; i++) {
      if (dims[i] != DYNAMIC && dims[i] != concrete.dims[i]) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Shape that
        && ranked == that.ranked
        && Arrays.equals(dims, that.dims)
        && Arrays.equals(names, that.names);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(dims) * 31 + Arrays.hashCode(names);
  }

  /** For instance {@code [batch, 3, 224, 224]}, {@code [?, 3]}, {@code []}, {@code [...]}. */
  @Override
  public String toString() {
    if (!ranked) {
      return "[...]";
    }
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < dims.length; i++) {
      text.append(i == 0 ? "" : ", ");
      String name = names[i];
      if (dims[i] != DYNAMIC) {
        text.append(dims[i]);
      } else {
        text.append(name == null ? "?" : name);
      }
    }
    return text.append(']').toString();
  }
}
