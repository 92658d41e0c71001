package io.infer4j.onnx.file;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.TensorInfo;
import io.infer4j.DType;
import org.jspecify.annotations.Nullable;

/** ONNX's element types and ours. */
public final class Types {
  private Types() {}

  /** The dtype, or null where infer4j has none (complex, 8-bit floats, 4-bit integers). */
  public static @Nullable DType of(TensorInfo info) {
    // Not info.type: it reports unsigned integers as signed ones.
    return switch (info.onnxType) {
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT -> DType.FLOAT32;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_DOUBLE -> DType.FLOAT64;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT16 -> DType.FLOAT16;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_BFLOAT16 -> DType.BFLOAT16;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT8 -> DType.INT8;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT16 -> DType.INT16;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT32 -> DType.INT32;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT64 -> DType.INT64;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT8 -> DType.UINT8;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT16 -> DType.UINT16;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT32 -> DType.UINT32;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT64 -> DType.UINT64;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_BOOL -> DType.BOOL;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_STRING -> DType.STRING;
      default -> null;
    };
  }

  /** The dtype of an element type's number in onnx.proto, or null where infer4j has none. */
  public static @Nullable DType ofOnnx(int dataType) {
    return switch (dataType) {
      case 1 -> DType.FLOAT32;
      case 2 -> DType.UINT8;
      case 3 -> DType.INT8;
      case 4 -> DType.UINT16;
      case 5 -> DType.INT16;
      case 6 -> DType.INT32;
      case 7 -> DType.INT64;
      case 8 -> DType.STRING;
      case 9 -> DType.BOOL;
      case 10 -> DType.FLOAT16;
      case 11 -> DType.FLOAT64;
      case 12 -> DType.UINT32;
      case 13 -> DType.UINT64;
      case 16 -> DType.BFLOAT16;
      default -> null;
    };
  }

  /** What messages call an element type of onnx.proto. */
  static String name(int dataType) {
    DType dtype = ofOnnx(dataType);
    return dtype == null ? "element type " + dataType : dtype.toString();
  }

  /** The bits that an element takes in a file, 0 for texts and what is not known. */
  static int bits(int dataType) {
    return switch (dataType) {
      case 2, 3, 9, 17, 18, 19, 20, 24 -> 8;
      case 4, 5, 10, 16 -> 16;
      case 1, 6, 12 -> 32;
      case 7, 11, 13, 14 -> 64;
      case 15 -> 128;
      case 21, 22, 23 -> 4;
      case 25, 26 -> 2;
      default -> 0;
    };
  }

  /** The type to create a tensor with, null where ONNX Runtime's Java API has none. */
  public static @Nullable OnnxJavaType toJava(DType dtype) {
    return switch (dtype) {
      case FLOAT32 -> OnnxJavaType.FLOAT;
      case FLOAT64 -> OnnxJavaType.DOUBLE;
      case FLOAT16 -> OnnxJavaType.FLOAT16;
      case BFLOAT16 -> OnnxJavaType.BFLOAT16;
      case INT8 -> OnnxJavaType.INT8;
      case INT16 -> OnnxJavaType.INT16;
      case INT32 -> OnnxJavaType.INT32;
      case INT64 -> OnnxJavaType.INT64;
      case UINT8 -> OnnxJavaType.UINT8;
      case BOOL -> OnnxJavaType.BOOL;
      case STRING -> OnnxJavaType.STRING;
      case UINT16, UINT32, UINT64 -> null;
    };
  }
}
