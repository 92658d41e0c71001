package io.infer4j.torch;

/** An argument of a method, after {@code self}. */
final class Argument {
  final String name;
  final ValueType type;
  final boolean hasDefault;

  /**
   * @param type as Python would write it, for instance {@code Tensor} or {@code Optional[Tensor]}
   */
  Argument(String name, String type, boolean hasDefault) {
    this.name = name;
    this.type = ValueType.parse(type);
    this.hasDefault = hasDefault;
  }

  /** Whether nothing need be given. */
  boolean isOptional() {
    return hasDefault || type.optional;
  }
}
