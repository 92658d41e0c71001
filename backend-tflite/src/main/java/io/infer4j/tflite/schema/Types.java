package io.infer4j.tflite.schema;

import io.infer4j.DType;
import org.jspecify.annotations.Nullable;

/** The element types of TensorFlow Lite's schema, and ours. */
final class Types {
  private static final String[] NAMES = {
    "float32",
    "float16",
    "int32",
    "uint8",
    "int64",
    "string",
    "bool",
    "int16",
    "complex64",
    "int8",
    "float64",
    "complex128",
    "uint64",
    "resource",
    "variant",
    "uint32",
    "uint16",
    "int4",
    "bfloat16",
    "int2",
    "uint4"
  };

  private Types() {}

  /** The schema's name of a type. */
  static String name(int code) {
    return code >= 0 && code < NAMES.length ? NAMES[code] : "type " + code;
  }

  /** The dtype, or null where infer4j has none. */
  static @Nullable DType of(int code) {
    for (DType dtype : DType.values()) {
      if (dtype.toString().equals(name(code))) {
        return dtype;
      }
    }
    return null;
  }
}
