package io.infer4j.torch.desktop;

import io.infer4j.DType;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/** PyTorch's names of element types. */
final class ScalarTypes {
  private static final @Nullable DType[] BY_CODE = byCode();

  private ScalarTypes() {}

  static ScalarType of(DType dtype) {
    return switch (dtype) {
      case FLOAT16 -> ScalarType.Half;
      case BFLOAT16 -> ScalarType.BFloat16;
      case FLOAT32 -> ScalarType.Float;
      case FLOAT64 -> ScalarType.Double;
      case INT8 -> ScalarType.Char;
      case INT16 -> ScalarType.Short;
      case INT32 -> ScalarType.Int;
      case INT64 -> ScalarType.Long;
      case UINT8 -> ScalarType.Byte;
      case UINT16 -> ScalarType.UInt16;
      case UINT32 -> ScalarType.UInt32;
      case UINT64 -> ScalarType.UInt64;
      case BOOL -> ScalarType.Bool;
      case STRING -> throw new IllegalArgumentException("PyTorch has no tensors of strings");
    };
  }

  /** The dtype, or null where infer4j has none. */
  static @Nullable DType of(ScalarType type) {
    return type.value >= 0 && type.value < BY_CODE.length ? BY_CODE[type.value] : null;
  }

  private static @Nullable DType[] byCode() {
    @Nullable DType[] all = new DType[ScalarType.NumOptions.value];
    for (DType dtype : DType.values()) {
      if (dtype != DType.STRING) {
        all[of(dtype).value] = dtype;
      }
    }
    return all;
  }
}
