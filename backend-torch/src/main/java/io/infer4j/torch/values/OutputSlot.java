package io.infer4j.torch.values;

import io.infer4j.DType;
import io.infer4j.RunFailedException;
import io.infer4j.Shape;
import io.infer4j.Tensor;
import io.infer4j.TensorSpec;
import io.infer4j.torch.script.ModelText;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Memory of a binding for one output: the same from run to run as long as the shape is. */
public final class OutputSlot {
  /** Its place among the model's outputs. */
  final int index;

  private final TensorSpec spec;
  private @Nullable Tensor tensor;
  private @Nullable ByteBuffer memory;
  private long[] dims = {};

  /** For a binding to keep what it knows of the memory; null when the memory is new. */
  public @Nullable Object address;

  /** The run that last gave it, see {@link Results}. */
  long run;

  OutputSlot(int index, TensorSpec spec) {
    this.index = index;
    this.spec = spec;
    DType dtype = spec.dtype();
    if (dtype != null && spec.shape().isStatic()) {
      allocate(dtype, spec.shape());
    }
  }

  String name() {
    return spec.name();
  }

  /** The tensor of the last run, or the one that the next fills; null if there was none. */
  @Nullable Tensor tensor() {
    return tensor;
  }

  /** The memory's dtype, null if there is none yet. */
  public @Nullable DType dtype() {
    return tensor == null ? null : tensor.dtype();
  }

  /** Whether the memory is of this dtype and rank. */
  public boolean fits(DType dtype, int rank) {
    return tensor != null && tensor.dtype() == dtype && dims.length == rank;
  }

  /** The size of an axis, where {@link #fits} says that there is one. */
  public long dim(int axis) {
    return dims[axis];
  }

  /** The memory, all of it to be filled, position 0. */
  public ByteBuffer memory() {
    return Objects.requireNonNull(memory);
  }

  /**
   * New memory for a tensor of another dtype or shape than the last.
   *
   * @throws RunFailedException if the model declares something else
   */
  public ByteBuffer reallocate(DType dtype, long... newDims) {
    Shape shape = Shape.of(newDims);
    DType declared = spec.dtype();
    if ((declared != null && declared != dtype) || !spec.shape().accepts(shape)) {
      throw new RunFailedException(
          "output '"
              + spec.name()
              + "' is declared "
              + (declared == null ? "" : declared)
              + spec.shape()
              + " in "
              + ModelText.FILE
              + ", the model gave "
              + dtype
              + shape);
    }
    allocate(dtype, shape);
    return memory();
  }

  private void allocate(DType dtype, Shape shape) {
    try {
      tensor = Tensor.allocate(dtype, shape);
    } catch (IllegalArgumentException e) {
      throw new RunFailedException("output '" + spec.name() + "': " + e.getMessage(), e);
    }
    memory = tensor.asBytes();
    address = null;
    dims = shape.dims();
  }
}
