package io.infer4j.tflite.schema;

import io.infer4j.DType;
import io.infer4j.Tensor;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an operator takes: an input of the graph, a constant, or what only a run knows. */
final class Operand {
  /** The place of an input among the tensors of the subgraph, -1 for others. */
  private final int place;

  private final String name;
  private final @Nullable Tensor tensor;
  private final @Nullable ByteBuffer memory;

  /** A constant's; the tensor is a list of its elements. */
  private final long @Nullable [] dims;

  private Operand(int place, String name, @Nullable Tensor tensor, long @Nullable [] dims) {
    this.place = place;
    this.name = name;
    this.tensor = tensor;
    this.memory = tensor == null || tensor.dtype() == DType.STRING ? null : tensor.asBytes();
    this.dims = dims;
  }

  static Operand input(int place) {
    return new Operand(place, "", null, null);
  }

  static Operand constant(Tensor elements, long[] dims) {
    return new Operand(-1, "", elements, dims);
  }

  static Operand unknown() {
    return input(-1);
  }

  /** The same with what is given for it, where it is an input. */
  Operand given(List<Port> ports, Tensor[] inputs) {
    for (int i = 0; place >= 0 && i < inputs.length; i++) {
      if (ports.get(i).tensor == place) {
        return new Operand(place, ports.get(i).spec.name(), inputs[i], null);
      }
    }
    return this;
  }

  boolean isKnown() {
    return memory != null;
  }

  boolean isGiven() {
    return place >= 0;
  }

  /** The input's. */
  String name() {
    return name;
  }

  int count() {
    return tensor == null ? 0 : tensor.elements();
  }

  boolean isInteger() {
    return tensor != null && (tensor.dtype() == DType.INT32 || tensor.dtype() == DType.INT64);
  }

  long least() {
    return tensor != null && tensor.dtype() == DType.INT64 ? Long.MIN_VALUE : Integer.MIN_VALUE;
  }

  /** A value of an integer type; 0 for others. */
  long whole(int index) {
    if (!isInteger() || memory == null) {
      return 0;
    }
    return least() == Long.MIN_VALUE ? memory.getLong(8 * index) : memory.getInt(4 * index);
  }

  /** A value of any type that a range is made of. */
  double real(int index) {
    return tensor != null && tensor.dtype() == DType.FLOAT32 && memory != null
        ? memory.getFloat(4 * index)
        : whole(index);
  }

  /** The value as a message shows it. */
  String text(int index) {
    return isInteger() ? Long.toString(whole(index)) : Double.toString(real(index));
  }

  /** How many elements it has, 1 where nobody knows. */
  long elements() {
    return tensor == null ? 1 : tensor.elements();
  }

  /** -1 where nobody knows. */
  long dim(int axis) {
    if (dims != null) {
      return axis < dims.length ? dims[axis] : -1;
    }
    return tensor == null || axis >= tensor.shape().rank() ? -1 : tensor.shape().dim(axis);
  }

  /** The greatest int where nobody knows. */
  long lastDim() {
    int rank = tensor == null ? 0 : tensor.shape().rank();
    long last = dim(Math.max(0, rank - 1));
    return last < 0 ? Integer.MAX_VALUE : last;
  }
}
