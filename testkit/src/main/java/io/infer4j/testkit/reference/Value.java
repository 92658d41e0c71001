package io.infer4j.testkit.reference;

import io.infer4j.BFloat16;
import io.infer4j.DType;
import io.infer4j.Float16;
import io.infer4j.Shape;
import io.infer4j.Tensor;
import java.nio.ByteBuffer;

/** A tensor with its elements as numbers, whatever the dtype; makes no garbage. */
final class Value {
  private static final ByteBuffer NONE = ByteBuffer.allocate(0);

  private final Tensor tensor;
  private final DType dtype;
  private final int width;
  private final ByteBuffer bytes;

  private Value(Tensor tensor) {
    this.tensor = tensor;
    this.dtype = tensor.dtype();
    this.width = dtype.byteSize();
    this.bytes = dtype == DType.STRING ? NONE : tensor.asBytes();
  }

  /** Over this tensor's memory. */
  static Value of(Tensor tensor) {
    return new Value(tensor);
  }

  /** Zeros, or empty strings. */
  static Value allocate(DType dtype, Shape shape) {
    return new Value(Tensor.allocate(dtype, shape));
  }

  /** Zeros, or empty strings. */
  static Value allocate(DType dtype, long... shape) {
    return new Value(Tensor.allocate(dtype, shape));
  }

  Tensor tensor() {
    return tensor;
  }

  DType dtype() {
    return dtype;
  }

  Shape shape() {
    return tensor.shape();
  }

  int rank() {
    return tensor.shape().rank();
  }

  int dim(int axis) {
    return (int) tensor.shape().dim(axis);
  }

  int elements() {
    return tensor.elements();
  }

  /** The element as a double; 64-bit integers are rounded. */
  double get(int i) {
    return switch (dtype) {
      case FLOAT16 -> Float16.toFloat(bytes.getShort(i * 2));
      case BFLOAT16 -> BFloat16.toFloat(bytes.getShort(i * 2));
      case FLOAT32 -> bytes.getFloat(i * 4);
      case FLOAT64 -> bytes.getDouble(i * 8);
      case UINT64 -> {
        long bits = getLong(i);
        yield bits >= 0 ? bits : ((bits >>> 1) | (bits & 1)) * 2.0;
      }
      default -> getLong(i);
    };
  }

  /** The element of an integer dtype or bool; a uint64 as its bits. */
  long getLong(int i) {
    return switch (dtype) {
      case INT8 -> bytes.get(i);
      case BOOL, UINT8 -> bytes.get(i) & 0xff;
      case INT16 -> bytes.getShort(i * 2);
      case UINT16 -> bytes.getShort(i * 2) & 0xffff;
      case INT32 -> bytes.getInt(i * 4);
      case UINT32 -> bytes.getInt(i * 4) & 0xffffffffL;
      case INT64, UINT64 -> bytes.getLong(i * 8);
      default -> throw new IllegalArgumentException("expected integers, got " + dtype);
    };
  }

  /** Rounds to a floating-point dtype, cuts toward zero for an integer one. */
  void set(int i, double value) {
    switch (dtype) {
      case FLOAT16 -> bytes.putShort(i * 2, Float16.fromFloat((float) value));
      case BFLOAT16 -> bytes.putShort(i * 2, BFloat16.fromFloat((float) value));
      case FLOAT32 -> bytes.putFloat(i * 4, (float) value);
      case FLOAT64 -> bytes.putDouble(i * 8, value);
      case BOOL -> bytes.put(i, (byte) (value == 0 ? 0 : 1));
      default -> setLong(i, (long) value);
    }
  }

  /** Keeps the low bits that the integer dtype has. */
  void setLong(int i, long value) {
    switch (dtype) {
      case BOOL -> bytes.put(i, (byte) (value == 0 ? 0 : 1));
      case INT8, UINT8 -> bytes.put(i, (byte) value);
      case INT16, UINT16 -> bytes.putShort(i * 2, (short) value);
      case INT32, UINT32 -> bytes.putInt(i * 4, (int) value);
      case INT64, UINT64 -> bytes.putLong(i * 8, value);
      default -> throw new IllegalArgumentException("expected integers, got " + dtype);
    }
  }

  /** Copies element {@code j} of a value of the same dtype, bit for bit. */
  void copy(int i, Value from, int j) {
    if (dtype == DType.STRING) {
      tensor.asStrings().set(i, from.tensor.asStrings().get(j));
    } else {
      switch (width) {
        case 1 -> bytes.put(i, from.bytes.get(j));
        case 2 -> bytes.putShort(i * 2, from.bytes.getShort(j * 2));
        case 4 -> bytes.putInt(i * 4, from.bytes.getInt(j * 4));
        default -> bytes.putLong(i * 8, from.bytes.getLong(j * 8));
      }
    }
  }

  /** For instance {@code float32[2, 3]}. */
  @Override
  public String toString() {
    return dtype + shape().toString();
  }
}
