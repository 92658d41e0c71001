package io.infer4j;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a model says of one of its inputs or outputs. Immutable. */
public final class TensorSpec {
  private final String name;
  private final @Nullable DType dtype;
  private final Shape shape;
  private final @Nullable Quantization quantization;
  private final @Nullable Layout layout;
  private final boolean optional;

  private TensorSpec(
      String name,
      @Nullable DType dtype,
      Shape shape,
      @Nullable Quantization quantization,
      @Nullable Layout layout,
      boolean optional) {
    this.name = Objects.requireNonNull(name, "name");
    this.dtype = dtype;
    this.shape = Objects.requireNonNull(shape, "shape");
    this.quantization = quantization;
    this.layout = layout;
    this.optional = optional;
  }

  /**
   * A required tensor without quantization or layout.
   *
   * @param dtype null where the model file does not tell it (TorchScript)
   */
  public static TensorSpec of(String name, @Nullable DType dtype, Shape shape) {
    return new TensorSpec(name, dtype, shape, null, null, false);
  }

  /** The same with this quantization. */
  public TensorSpec withQuantization(Quantization newQuantization) {
    return new TensorSpec(name, dtype, shape, newQuantization, layout, optional);
  }

  /**
   * The same with this layout.
   *
   * @throws IllegalArgumentException if the letters are not as many as the axes
   */
  public TensorSpec withLayout(Layout newLayout) {
    if (shape.hasRank() && newLayout.rank() != shape.rank()) {
      throw new IllegalArgumentException(
          "layout '" + newLayout + "' does not fit the rank of shape " + shape);
    }
    return new TensorSpec(name, dtype, shape, quantization, newLayout, optional);
  }

  /** The same as an input that may be left out, because the model has a default for it. */
  public TensorSpec asOptional() {
    return new TensorSpec(name, dtype, shape, quantization, layout, true);
  }

  /** The name, unique among the inputs or among the outputs of a model; any characters. */
  public String name() {
    return name;
  }

  /** The element type, or null where it is unknown until a run. */
  public @Nullable DType dtype() {
    return dtype;
  }

  /**
   * The shape, with dynamic dimensions and even the rank unknown where the model leaves it open.
   */
  public Shape shape() {
    return shape;
  }

  /** How the integers stand for real numbers, or null where the tensor is not quantised. */
  public @Nullable Quantization quantization() {
    return quantization;
  }

  /** What the axes are, or null where the model does not tell. */
  public @Nullable Layout layout() {
    return layout;
  }

  /** Whether an input may be left out. */
  public boolean isOptional() {
    return optional;
  }

  /** For instance {@code image float32[batch, 1, 8, 8]}, or {@code x unknown until run}. */
  @Override
  public String toString() {
    if (dtype == null && !shape.hasRank()) {
      return name + " unknown until run";
    }
    return name + " " + (dtype == null ? "unknown dtype " : dtype) + shape;
  }
}
