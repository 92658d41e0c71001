package io.infer4j.onnx.file;

import io.infer4j.Shape;
import org.jspecify.annotations.Nullable;

/** The type of an input or output as a file states it. */
public final class ValueType {
  public enum Kind {
    TENSOR,
    SEQUENCE,
    MAP,
    OPTIONAL,
    /** Sparse, opaque, or nothing at all. */
    OTHER
  }

  public static final ValueType UNKNOWN = new ValueType(Kind.OTHER, 0, Shape.unknown(), null);

  private final Kind kind;
  private final int element;
  private final Shape shape;
  private final @Nullable ValueType inner;

  private ValueType(Kind kind, int element, Shape shape, @Nullable ValueType inner) {
    this.kind = kind;
    this.element = element;
    this.shape = shape;
    this.inner = inner;
  }

  static ValueType tensor(int element, Shape shape) {
    return new ValueType(Kind.TENSOR, element, shape, null);
  }

  static ValueType map(int key, ValueType value) {
    return new ValueType(Kind.MAP, key, Shape.unknown(), value);
  }

  static ValueType of(Kind kind, ValueType inner) {
    return new ValueType(kind, 0, Shape.unknown(), inner);
  }

  Kind kind() {
    return kind;
  }

  public boolean is(Kind some) {
    return kind == some;
  }

  /** ONNX's number of a tensor's element type or of a map's keys. */
  public int element() {
    return element;
  }

  /** A tensor's. */
  public Shape shape() {
    return shape;
  }

  /** What a sequence or an optional is of, or a map's values. */
  public ValueType inner() {
    return inner == null ? UNKNOWN : inner;
  }

  /** Dimensions of a file, which may hold any number: what is no size is unknown. */
  public static Shape shape(long[] dims, @Nullable String[] names) {
    for (int i = 0; i < dims.length; i++) {
      dims[i] = Math.max(dims[i], Shape.DYNAMIC);
    }
    return Shape.named(dims, names);
  }

  /** As ONNX writes it, for messages: {@code seq(map(int64,tensor(float32)))}. */
  @Override
  public String toString() {
    return switch (kind) {
      case TENSOR -> "tensor(" + Types.name(element) + ")";
      case SEQUENCE -> "seq(" + inner() + ")";
      case MAP -> "map(" + Types.name(element) + "," + inner() + ")";
      case OPTIONAL -> "optional(" + inner() + ")";
      case OTHER -> "neither tensor, sequence, map nor optional";
    };
  }
}
