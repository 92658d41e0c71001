package io.infer4j.bundle;

import io.infer4j.DType;
import io.infer4j.Layout;
import io.infer4j.Quantization;
import io.infer4j.Shape;
import io.infer4j.Tensor;
import io.infer4j.TensorSpec;
import io.infer4j.convert.Conversion;
import io.infer4j.convert.IntegerOverflow;
import io.infer4j.convert.QuantizedTensor;
import io.infer4j.convert.Quantizer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How one canonical tensor and one tensor of a variant's model become each other. */
final class TensorMapping {
  /** Among the runtime model's inputs or outputs. */
  final int index;

  /** What the application sees. */
  final TensorSpec spec;

  /** The dtype on the runtime's side, where the file may not tell it. */
  final DType fileDtype;

  /** The shape on the runtime's side, as far as file and bundle know it. */
  final Shape fileShape;

  /** Whether bundle knows more of the tensor than the file, which only a run can confirm. */
  final boolean isToBeConfirmed;

  private final AxisOrder axes;
  private final @Nullable Quantization canonicalQuantization;
  private final @Nullable Quantization fileQuantization;

  /**
   * Joins what the bundle expects with what the file has.
   *
   * @throws io.infer4j.ModelLoadException if they contradict each other, or no mapping leads from
   *     one to the other
   */
  TensorMapping(TensorRule rule, int index, TensorSpec file) {
    this.index = index;
    this.axes = rule.axes;
    this.fileDtype = rule.dtype;
    if (file.dtype() != null && file.dtype() != rule.dtype) {
      throw rule.mismatch("dtype", rule.dtype + " in the file", String.valueOf(file.dtype()));
    }
    if (file.layout() != null && rule.layout != null && !file.layout().equals(rule.layout)) {
      throw rule.mismatch("layout", rule.layout + " in the file", file.layout().toString());
    }
    Shape joined = shape(rule, file.shape());
    this.fileQuantization = quantization(rule, file.quantization(), joined);
    this.canonicalQuantization = single(rule.canonical.quantization);
    // Where there is a scale for each index along an axis, its size is known.
    joined = axes.toCanonical(withChannels(joined, fileQuantization));
    joined = axes.toVariant(withChannels(joined, canonicalQuantization));
    this.fileShape = joined;
    this.isToBeConfirmed = file.dtype() == null || !confirms(file.shape(), fileShape);
    checkConversion(rule);
    TensorSpec shaped = TensorSpec.of(rule.name, rule.canonicalDtype, axes.toCanonical(fileShape));
    Quantization shown = shown(rule);
    shaped = shown == null ? shaped : shaped.withQuantization(shown);
    Layout layout = rule.canonical.layout == null ? file.layout() : rule.canonical.layout;
    shaped = layout == null ? shaped : shaped.withLayout(layout);
    this.spec = file.isOptional() ? shaped.asOptional() : shaped;
  }

  private static Shape shape(TensorRule rule, Shape file) {
    Shape stated = rule.shape;
    if (!file.hasRank()) {
      return stated;
    }
    if (!stated.hasRank()) {
      return file;
    }
    boolean fits = stated.rank() == file.rank();
    for (int i = 0; fits && i < file.rank(); i++) {
      // A dimension that only the file fixes has to be stated: callers count on a dynamic one.
      fits = file.dim(i) == Shape.DYNAMIC || file.dim(i) == stated.dim(i);
    }
    if (!fits) {
      throw rule.mismatch("shape", "shape " + stated + " in the file", "shape " + file);
    }
    return stated;
  }

  private static boolean confirms(Shape file, Shape known) {
    if (!file.hasRank()) {
      return !known.hasRank();
    }
    for (int i = 0; i < file.rank(); i++) {
      if (file.dim(i) != known.dim(i)) {
        return false;
      }
    }
    return true;
  }

  private static Shape withChannels(Shape shape, @Nullable Quantization quantization) {
    if (quantization == null || quantization.isPerTensor()) {
      return shape;
    }
    long[] dims = shape.dims();
    @Nullable String[] names = new String[dims.length];
    for (int i = 0; i < dims.length; i++) {
      names[i] = shape.name(i);
    }
    dims[quantization.axis()] = quantization.channels();
    return Shape.named(dims, names);
  }

  private static @Nullable Quantization quantization(
      TensorRule rule, @Nullable Quantization file, Shape shape) {
    Quantization stated = rule.quantization;
    if (stated != null && file != null && !same(stated, file)) {
      throw rule.mismatch("scale", stated + " in the file", file.toString());
    }
    Quantization known = stated == null ? file : stated;
    if (known != null) {
      boolean ranked = shape.hasRank() || known.isPerTensor();
      String wrong = ranked ? TensorRule.channelsOff(known, shape) : "a shape that has the axis";
      if (wrong != null) {
        throw rule.at("scale").error(wrong, known + " and shape " + shape);
      }
    }
    return single(known);
  }

  /** Equal up to the rounding of a scale that was written in decimals. */
  private static boolean same(Quantization a, Quantization b) {
    boolean same = a.axis() == b.axis() && a.channels() == b.channels();
    for (int i = 0; same && i < a.channels(); i++) {
      same = a.zeroPoint(i) == b.zeroPoint(i);
      same &= Math.abs(a.scale(i) - b.scale(i)) <= 1e-5f * Math.abs(b.scale(i));
    }
    return same;
  }

  /** One channel is the whole tensor. */
  private static @Nullable Quantization single(@Nullable Quantization any) {
    return any == null || any.isPerTensor() || any.channels() > 1
        ? any
        : Quantization.perTensor(any.scale(0), any.zeroPoint(0));
  }

  private void checkConversion(TensorRule rule) {
    DType canonical = rule.canonicalDtype;
    if (canonical.isFloatingPoint() && !fileDtype.isFloatingPoint()) {
      if (fileDtype == DType.STRING
          || fileDtype == DType.BOOL
          || !Quantizer.isQuantizable(fileDtype)) {
        throw rule.mismatch(
            "dtype", "a dtype that " + canonical + " can be mapped to", fileDtype.toString());
      }
      if (fileQuantization == null) {
        throw rule.mismatch(
            "scale", "a scale that makes " + fileDtype + " of " + canonical, "none in the file");
      }
    } else if (fileDtype.isFloatingPoint()
        && !canonical.isFloatingPoint()
        && canonicalQuantization == null) {
      throw rule.at("dtype")
          .error(
              "a key "
                  + rule.canonical.section.prefix
                  + "scale where "
                  + canonical
                  + " becomes "
                  + fileDtype,
              "none");
    }
  }

  private @Nullable Quantization shown(TensorRule rule) {
    if (rule.canonical.quantization != null) {
      return rule.canonical.quantization;
    }
    Quantization file = fileQuantization;
    if (rule.canonicalDtype != fileDtype || file == null) {
      return null;
    }
    if (file.isPerTensor()) {
      return file;
    }
    float[] scales = new float[file.channels()];
    int[] zeroPoints = new int[scales.length];
    for (int i = 0; i < scales.length; i++) {
      scales[i] = file.scale(i);
      zeroPoints[i] = file.zeroPoint(i);
    }
    return Quantization.perChannel(scales, zeroPoints, axes.canonical(file.axis()));
  }

  /** Whether the numbers are the same on both sides. */
  private boolean isSameNumbers() {
    return fileDtype == spec.dtype() && !isRequantized();
  }

  private boolean isRequantized() {
    Quantization canonical = canonicalQuantization;
    Quantization file = fileQuantization;
    if (canonical == null || file == null) {
      return false;
    }
    if (canonical.isPerTensor() || file.isPerTensor()) {
      return !canonical.equals(file);
    }
    Quantization shown = Objects.requireNonNull(canonicalQuantization);
    boolean same = shown.axis() == axes.canonical(file.axis());
    for (int i = 0; same && i < file.channels(); i++) {
      same = shown.scale(i) == file.scale(i) && shown.zeroPoint(i) == file.zeroPoint(i);
    }
    return !same;
  }

  /** Whether the runtime's tensor is the application's. */
  boolean isDirect() {
    return isSameNumbers() && axes.isIdentity();
  }

  /** Whether the runtime's tensor can be a view of the application's of this shape. */
  boolean isView(Shape canonical) {
    if (!isSameNumbers()) {
      return false;
    }
    int last = -1;
    for (int i = 0; i < canonical.rank(); i++) {
      int axis = axes.canonical(i);
      if (canonical.dim(axis) != 1) {
        if (axis < last) {
          return false;
        }
        last = axis;
      }
    }
    return true;
  }

  Shape toFile(Shape canonical) {
    return axes.toVariant(canonical);
  }

  Shape toCanonical(Shape file) {
    return axes.toCanonical(file);
  }

  /** The conversion that writes the runtime's tensor. */
  Conversion toFile(Tensor canonical, Tensor file) {
    QuantizedTensor from = new QuantizedTensor(canonical, canonicalQuantization, numbersAreReal());
    QuantizedTensor to = new QuantizedTensor(file, fileQuantization, numbersAreReal());
    int[] order = new int[canonical.shape().rank()];
    for (int i = 0; i < order.length; i++) {
      order[i] = axes.canonical(i);
    }
    return new Conversion(from, to, order, new IntegerOverflow(spec.name(), true));
  }

  /** The conversion that reads the runtime's tensor. */
  Conversion toCanonical(Tensor file, Tensor canonical) {
    QuantizedTensor from = new QuantizedTensor(file, fileQuantization, numbersAreReal());
    QuantizedTensor to = new QuantizedTensor(canonical, canonicalQuantization, numbersAreReal());
    int[] order = new int[file.shape().rank()];
    for (int i = 0; i < order.length; i++) {
      order[axes.canonical(i)] = i;
    }
    return new Conversion(from, to, order, new IntegerOverflow(spec.name(), false));
  }

  /** Whether real numbers are what both sides share, and not integers or bits. */
  private boolean numbersAreReal() {
    DType canonical = Objects.requireNonNull(spec.dtype());
    return !isSameNumbers()
        && (canonical.isFloatingPoint() || fileDtype.isFloatingPoint() || isRequantized());
  }
}
