package io.infer4j.torch.script;

/** An argument of a method, after {@code self}. */
public final class Argument {
  public final String name;
  public final ValueType type;
  public final boolean hasDefault;

  /**
   * @param type as Python would write it, for instance {@code Tensor} or {@code Optional[Tensor]}
   */
  public Argument(String name, String type, boolean hasDefault) {
    this.name = name;
    this.type = ValueType.parse(type);
    this.hasDefault = hasDefault;
  }

  /** Whether nothing need be given. */
  public boolean isOptional() {
    return hasDefault || type.optional;
  }
}
