package io.infer4j;

import java.util.Arrays;

/** The element type of a tensor. */
public enum DType {
  /** IEEE 754 binary16, see {@link Float16}. */
  FLOAT16(2),
  /** The upper half of an IEEE 754 binary32, see {@link BFloat16}. */
  BFLOAT16(2),
  /** IEEE 754 binary32, a Java {@code float}. */
  FLOAT32(4),
  /** IEEE 754 binary64, a Java {@code double}. */
  FLOAT64(8),
  /** A Java {@code byte}. */
  INT8(1),
  /** A Java {@code short}. */
  INT16(2),
  /** A Java {@code int}. */
  INT32(4),
  /** A Java {@code long}. */
  INT64(8),
  /** 0 to 255, one byte. */
  UINT8(1),
  /** 0 to 65,535, held in the bits of a {@code short}. */
  UINT16(2),
  /** 0 to 2<sup>32</sup>-1, held in the bits of an {@code int}. */
  UINT32(4),
  /** 0 to 2<sup>64</sup>-1, held in the bits of a {@code long}. */
  UINT64(8),
  /** One byte, 0 or 1. */
  BOOL(1),
  /** Text of any length; has no fixed size and no place in a byte buffer. */
  STRING(0);

  private final int byteSize;
  private final String label;

  DType(int byteSize) {
    this.byteSize = byteSize;
    this.label = name().toLowerCase(java.util.Locale.ROOT);
  }

  /** The type of that name, as {@link #toString} gives it, for instance {@code float32}. */
  public static DType parse(String name) {
    for (DType dtype : values()) {
      if (dtype.label.equals(name)) {
        return dtype;
      }
    }
    throw new IllegalArgumentException(
        "unknown dtype '" + name + "', expected one of " + Arrays.toString(values()));
  }

  /** Bytes per element; 0 for {@link #STRING}, whose elements have no fixed size. */
  public int byteSize() {
    return byteSize;
  }

  /** Whether this is one of the four floating-point types. */
  public boolean isFloatingPoint() {
    return this == FLOAT16 || this == BFLOAT16 || this == FLOAT32 || this == FLOAT64;
  }

  /** Whether this is one of the eight integer types; {@link #BOOL} is not. */
  public boolean isInteger() {
    return !isFloatingPoint() && this != BOOL && this != STRING;
  }

  /** Whether this is one of the four unsigned integer types. */
  public boolean isUnsigned() {
    return this == UINT8 || this == UINT16 || this == UINT32 || this == UINT64;
  }

  /** The name in lower case, for instance {@code float32}. */
  @Override
  public String toString() {
    return label;
  }
}
