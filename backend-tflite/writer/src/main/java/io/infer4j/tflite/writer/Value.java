package io.infer4j.tflite.writer;

import io.infer4j.DType;
import io.infer4j.Quantization;
import io.infer4j.Shape;
import io.infer4j.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * A tensor of a {@link TfliteGraph}: an input, a constant or what an operator makes. What it is
 * called and how its integers stand for real numbers may be said until it is used.
 */
public final class Value {
  final TfliteGraph graph;
  final int index;
  final @Nullable Tensor data;
  private final DType dtype;
  private final Shape shape;
  private String name;
  private @Nullable Quantization quantization;
  private boolean used;

  Value(
      TfliteGraph graph, int index, String name, DType dtype, Shape shape, @Nullable Tensor data) {
    this.graph = graph;
    this.index = index;
    this.name = name;
    this.dtype = dtype;
    this.shape = shape;
    this.data = data;
  }

  /** The name of the tensor in the file; made up where nobody gave one. */
  public String name() {
    return name;
  }

  /** The element type. */
  public DType dtype() {
    return dtype;
  }

  /** The shape, with {@link Shape#DYNAMIC} where only a run knows it. */
  public Shape shape() {
    return shape;
  }

  /** How the integers stand for real numbers, or null. */
  public @Nullable Quantization quantization() {
    return quantization;
  }

  /** Names the tensor. Returns this. */
  public Value named(String newName) {
    this.name = newName;
    return this;
  }

  /**
   * Says how the integers stand for real numbers. Returns this.
   *
   * @throws IllegalArgumentException if the dtype has no quantised form, or there is not one scale
   *     for each index of the axis
   * @throws IllegalStateException if an operator has been added that takes this value: it may have
   *     copied the quantization to its result
   */
  public Value quantized(Quantization newQuantization) {
    if (used) {
      throw new IllegalStateException("'" + name + "' is used already; quantise it before that");
    }
    if (!dtype.isInteger()) {
      throw new IllegalArgumentException("'" + name + "' is " + dtype + ", which is not quantised");
    }
    if (!newQuantization.isPerTensor()) {
      int axis = newQuantization.axis();
      if (axis >= shape.rank() || shape.dim(axis) != newQuantization.channels()) {
        throw new IllegalArgumentException(
            newQuantization + " do not fit '" + name + "' of shape " + shape);
      }
    }
    this.quantization = newQuantization;
    return this;
  }

  /** The same with the one scale and zero point of the whole tensor. */
  public Value quantized(float scale, int zeroPoint) {
    return quantized(Quantization.perTensor(scale, zeroPoint));
  }

  void markUsed() {
    used = true;
  }

  boolean isPerChannel() {
    return quantization != null && !quantization.isPerTensor();
  }

  /** The one scale; only where the value is quantised. */
  float scale() {
    return requireQuantization().scale(0);
  }

  Quantization requireQuantization() {
    if (quantization == null) {
      throw new IllegalArgumentException("'" + name + "' has no quantization");
    }
    return quantization;
  }

  /** For instance {@code 'image' float32[1, 8, 8, 1]}. */
  @Override
  public String toString() {
    return "'" + name + "' " + dtype + shape;
  }
}
