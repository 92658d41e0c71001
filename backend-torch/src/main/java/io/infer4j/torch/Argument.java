package io.infer4j.torch;

/** An argument of a method, after {@code self}. */
final class Argument {
  final String name;

  /** As Python would write it, for instance {@code Tensor} or {@code Optional[Tensor]}. */
  final String type;

  final boolean hasDefault;

  Argument(String name, String type, boolean hasDefault) {
    this.name = name;
    this.type = type;
    this.hasDefault = hasDefault;
  }

  /** Whether a tensor can be given. */
  boolean isTensor() {
    return type.equals("Tensor") || type.equals("Optional[Tensor]");
  }

  /** Whether nothing need be given. */
  boolean isOptional() {
    return hasDefault || type.startsWith("Optional[");
  }
}
