package io.infer4j.torch.script;

import java.util.List;

/** What a method declares of itself. */
public final class MethodSchema {
  /** All of them, in order, without {@code self}. */
  public final List<Argument> arguments;

  /** As Python would write it, for instance {@code Tuple[Tensor, Dict[str, Tensor]]}. */
  public final String returns;

  public MethodSchema(List<Argument> arguments, String returns) {
    this.arguments = arguments;
    this.returns = returns;
  }
}
