package io.infer4j.bundle;

import io.infer4j.DType;
import io.infer4j.Layout;
import io.infer4j.ModelLoadException;
import io.infer4j.Quantization;
import io.infer4j.Shape;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A canonical tensor, and what the same tensor is expected to be in one variant's file. */
final class TensorRule {
  final TensorEntry canonical;
  final String name;
  final DType canonicalDtype;

  /** The canonical axes in the variant's order. */
  final AxisOrder axes;

  final DType dtype;
  final Shape shape;
  final @Nullable Layout layout;

  /** Null where the file has to tell it. */
  final @Nullable Quantization quantization;

  private final @Nullable TensorEntry variant;
  private final String variantPrefix;

  /**
   * Joins the two.
   *
   * @param variant null where it states nothing
   * @param variantPrefix what its keys begin with, for messages
   */
  TensorRule(TensorEntry canonical, @Nullable TensorEntry variant, String variantPrefix) {
    this.canonical = canonical;
    this.variant = variant;
    this.variantPrefix = variantPrefix;
    this.name = Objects.requireNonNull(canonical.name);
    this.canonicalDtype = Objects.requireNonNull(canonical.dtype);
    this.dtype = variant == null || variant.dtype == null ? canonicalDtype : variant.dtype;
    this.layout = variant == null || variant.layout == null ? canonical.layout : variant.layout;
    this.quantization = variant == null ? null : variant.quantization;
    checkDtype();
    this.axes = order();
    this.shape = statedShape();
    checkChannels();
  }

  private void checkDtype() {
    boolean strings = (dtype == DType.STRING) != (canonicalDtype == DType.STRING);
    boolean bools = dtype == DType.BOOL && canonicalDtype.isFloatingPoint();
    bools |= canonicalDtype == DType.BOOL && dtype.isFloatingPoint();
    if (strings || bools) {
      throw at("dtype").error("a dtype that " + canonicalDtype + " can be mapped to", dtype + "");
    }
  }

  private AxisOrder order() {
    Layout from = canonical.layout;
    Layout to = variant == null ? null : variant.layout;
    if (to == null || to.equals(from)) {
      return AxisOrder.unchanged();
    }
    if (from == null) {
      throw at("layout").error("a key " + canonical.section.prefix + "layout beside it", "none");
    }
    if (!from.isReorderOf(to)) {
      throw at("layout").error("the letters of " + from + " in another order");
    }
    if (dtype == DType.STRING) {
      throw at("layout").error("the canonical layout " + from + " for strings");
    }
    return AxisOrder.between(from, to);
  }

  private Shape statedShape() {
    Shape common = canonical.shape == null ? Shape.unknown() : axes.toVariant(canonical.shape);
    Shape stated = variant == null ? null : variant.shape;
    if (stated == null) {
      return common;
    }
    String said = "what fits the canonical shape " + canonical.shape + ", here " + common;
    if (layout != null && layout.rank() != stated.rank()) {
      throw at("shape").error("a size for each letter of " + layout);
    }
    if (!common.hasRank()) {
      return stated;
    }
    if (common.rank() != stated.rank()) {
      throw at("shape").error(said);
    }
    long[] dims = common.dims();
    @Nullable String[] names = new String[dims.length];
    for (int i = 0; i < dims.length; i++) {
      long dim = stated.dim(i);
      names[i] = common.name(i);
      if (dim != Shape.DYNAMIC) {
        if (dims[i] != Shape.DYNAMIC && dims[i] != dim) {
          throw at("shape").error(said);
        }
        dims[i] = dim;
      }
    }
    return Shape.named(dims, names);
  }

  private void checkChannels() {
    if (quantization != null) {
      String wrong = channelsOff(quantization, shape);
      if (wrong != null) {
        throw at("axis").error(wrong, quantization + " and shape " + shape);
      }
    }
  }

  /** What a shape would have to be for the channels of a quantization, null where it is. */
  static @Nullable String channelsOff(Quantization quantization, Shape shape) {
    if (quantization.isPerTensor() || !shape.hasRank()) {
      return null;
    }
    int axis = quantization.axis();
    if (axis >= shape.rank()) {
      return "an axis of the tensor";
    }
    long dim = shape.dim(axis);
    boolean fits = dim == Shape.DYNAMIC || dim == quantization.channels();
    return fits ? null : "a scale for each index along axis " + axis;
  }

  /** The file's name of the tensor, or null where a position is stated. */
  @Nullable String fileName() {
    if (variant == null) {
      return name;
    }
    return variant.position >= 0 ? null : variant.name == null ? name : variant.name;
  }

  int position() {
    return variant == null ? -1 : variant.position;
  }

  /** Whether the variant states that key. */
  boolean states(String suffix) {
    return variant != null && variant.section.get(suffix) != null;
  }

  /** Where a matter is stated, by the variant or else by the canonical tensor, or nearly so. */
  Property at(String suffix) {
    return variant != null && (states(suffix) || canonical.section.get(suffix) == null)
        ? variant.section.nearest(suffix)
        : canonical.section.nearest(suffix);
  }

  /** The model file is not what was stated; where nothing was, what to state. */
  ModelLoadException mismatch(String suffix, String expected, String got) {
    String advice = states(suffix) ? "" : "; if that is meant, state " + variantPrefix + suffix;
    return at(suffix).error(expected, got + advice);
  }
}
