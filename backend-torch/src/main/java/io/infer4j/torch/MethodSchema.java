package io.infer4j.torch;

import java.util.List;

/** What a method declares of itself. */
final class MethodSchema {
  /** All of them, in order, without {@code self}. */
  final List<Argument> arguments;

  /** As Python would write it, for instance {@code Tuple[Tensor, Dict[str, Tensor]]}. */
  final String returns;

  MethodSchema(List<Argument> arguments, String returns) {
    this.arguments = arguments;
    this.returns = returns;
  }
}
