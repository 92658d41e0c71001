package io.infer4j.torch.android;

import io.infer4j.DType;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.EnumSet;
import java.util.Set;
import org.pytorch.Tensor;

/** The types of the Android API, which has six. */
public final class AndroidTypes {
  private AndroidTypes() {}

  public static Set<DType> all() {
    return EnumSet.of(
        DType.FLOAT32, DType.FLOAT64, DType.INT8, DType.INT32, DType.INT64, DType.UINT8);
  }

  static DType of(org.pytorch.DType type) {
    return switch (type) {
      case FLOAT32 -> DType.FLOAT32;
      case FLOAT64 -> DType.FLOAT64;
      case INT8 -> DType.INT8;
      case INT32 -> DType.INT32;
      case INT64 -> DType.INT64;
      case UINT8 -> DType.UINT8;
    };
  }

  /** A tensor over direct memory, all of it. */
  static Tensor over(ByteBuffer memory, DType dtype, long[] dims) {
    ByteBuffer data = memory.duplicate().order(ByteOrder.nativeOrder());
    ((Buffer) data).clear();
    return switch (dtype) {
      case FLOAT32 -> Tensor.fromBlob(data.asFloatBuffer(), dims);
      case FLOAT64 -> Tensor.fromBlob(data.asDoubleBuffer(), dims);
      case INT8 -> Tensor.fromBlob(data, dims);
      case INT32 -> Tensor.fromBlob(data.asIntBuffer(), dims);
      case INT64 -> Tensor.fromBlob(data.asLongBuffer(), dims);
      case UINT8 -> Tensor.fromBlobUnsigned(data, dims);
      default -> throw new IllegalArgumentException(dtype.toString());
    };
  }

  /** Copies the elements, in the order in which they lie. */
  static void copy(Tensor from, DType dtype, ByteBuffer to) {
    switch (dtype) {
      case FLOAT32 -> to.asFloatBuffer().put(from.getDataAsFloatArray());
      case FLOAT64 -> to.asDoubleBuffer().put(from.getDataAsDoubleArray());
      case INT8 -> to.duplicate().put(from.getDataAsByteArray());
      case INT32 -> to.asIntBuffer().put(from.getDataAsIntArray());
      case INT64 -> to.asLongBuffer().put(from.getDataAsLongArray());
      case UINT8 -> to.duplicate().put(from.getDataAsUnsignedByteArray());
      default -> throw new IllegalArgumentException(dtype.toString());
    }
  }
}
